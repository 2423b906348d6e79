namespace Lynq.Crds;

/// <summary>What all three kinds have in common.</summary>
public abstract record LynqObject : OpenRecord
{
    /// <summary>Always operator.lynq.sh/v1.</summary>
    public string ApiVersion { get; init => field = value ?? LynqApi.ApiVersion; } = LynqApi.ApiVersion;

    /// <summary>The kind's name.</summary>
    public abstract string Kind { get; init; }

    /// <summary>Name, namespace, labels and the like.</summary>
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();
}
