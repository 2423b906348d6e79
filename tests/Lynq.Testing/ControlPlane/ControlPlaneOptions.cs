namespace Lynq.Testing;

/// <summary>What a test's control plane consists of.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>Also run the controller manager: garbage collection, namespaces, service accounts.</summary>
    public bool ControllerManager { get; init; }

    /// <summary>Let the controller manager make Pods of Deployments, Jobs and the like. Off: the test sets their status itself.</summary>
    public bool WorkloadControllers { get; init; }

    /// <summary>Write one JSON line per request of the operator's identity to <see cref="ControlPlane.AuditLog"/>.</summary>
    public bool Audit { get; init; }

    /// <summary>Further arguments for the API server.</summary>
    public IReadOnlyList<string> ApiServerArguments { get; init; } = [];

    /// <summary>How long the start may take on a slow machine.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromMinutes(3);
}
