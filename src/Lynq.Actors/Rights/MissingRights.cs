using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Rights;

/// <summary>Logs each missing right once, however many thousand objects need it. The nodes that need it say so in status and events.</summary>
internal sealed partial class MissingRights(ILogger logger)
{
    // A namespace for each node would make a line for each; who reads this many has understood.
    private const int Limit = 200;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Takes note of a refusal.</summary>
    public void Note(KubernetesException error)
    {
        if (MissingRight.Of(error) is { } right && IsNew(right))
            LogMissing(right, MissingRight.Remedy);
    }

    private bool IsNew(string right)
    {
        lock (_lock)
            return _told.Count < Limit && _told.Add(right);
    }

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "A right is missing (told once): {Right}; {Remedy}")]
    private partial void LogMissing(string right, string remedy);
}
