namespace Lynq.Host.Commands.Demo;

/// <summary>What was asked of the demo.</summary>
internal sealed record DemoSettings
{
    /// <summary>Address of the user's MySQL table; null for SQLite.</summary>
    public string? MySql { get; init; }

    /// <summary>The user's kubeconfig; null for the sandbox.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Lines instead of a live table.</summary>
    public bool Plain { get; init; }

    /// <summary>End by itself after this; null to run until Ctrl-C.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>End as soon as every active row is ready.</summary>
    public bool UntilReady { get; init; }

    /// <summary>Print the operator's log to standard error.</summary>
    public bool Log { get; init; }
}
