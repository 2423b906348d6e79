namespace Lynq.Kubernetes.Transport;

/// <summary>Which warnings were told already, so that each is told once: ten thousand objects of one template bring the same one ten thousand times.</summary>
internal sealed class SpokenWarnings
{
    // Who has more to say than this repeats itself; what is told must not grow for ever.
    private const int Limit = 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<(ApiResource?, string)> _told = [];

    /// <summary>Whether this has to be told: it is new for its resource.</summary>
    public bool IsNew(ServerWarning warning)
    {
        lock (_lock)
            return _told.Count < Limit && _told.Add((warning.Request.Resource, warning.SafeText));
    }
}
