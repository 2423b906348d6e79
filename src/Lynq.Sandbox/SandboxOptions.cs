namespace Lynq.Sandbox;

/// <summary>How a sandbox is started. Everything has a default that suits tests.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 (the default) takes a free one. 0 to 65535.</summary>
    public int Port { get; init; }

    /// <summary>Serve HTTPS (with HTTP/2) by a certificate of a CA of the sandbox's own; plain HTTP by default.</summary>
    public bool Tls { get; init; }

    /// <summary>Where the kubeconfig is written; null (the default) takes a new temporary file, which goes with the server.</summary>
    public string? KubeconfigPath { get; init; }

    /// <summary>The version that /version tells.</summary>
    public string KubernetesVersion { get; init; } = "v1.35.0";

    /// <summary>How many changes of each resource are kept for watches that resume; older ones get 410. At least 1.</summary>
    public int HistoryLimit { get; init; } = 100_000;

    /// <summary>How many requests <see cref="Faults.RequestLog.History"/> keeps; 0 keeps none.</summary>
    public int RequestHistoryLimit { get; init; } = 100_000;

    /// <summary>The time between two bookmarks of a watch that asked for them.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long Events are kept after they were last written; they go within a minute then.</summary>
    public TimeSpan EventTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The clock of timestamps, ages, timeouts and simulated delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Lets workloads become ready as on nodes; null (the default) leaves statuses to the clients.</summary>
    public Simulation.SimulatorOptions? Simulator { get; init; }

    /// <summary>CustomResourceDefinitions (JSON or YAML documents) that are served from the start.</summary>
    public IReadOnlyList<string> Crds { get; init; } = [];

    /// <summary>
    /// Let roles and their bindings decide what users may do (administrators may do everything), and refuse tokens of nobody with
    /// 401. By default everybody may do everything.
    /// </summary>
    public bool Rbac { get; init; }

    /// <summary>Users by their bearer tokens, besides the administrator's; service accounts get theirs by TokenRequest.</summary>
    public IReadOnlyDictionary<string, SandboxUser> Users { get; init; } = new Dictionary<string, SandboxUser>(StringComparer.Ordinal);

    /// <summary>
    /// The port on 127.0.0.1 that answers for a Service which a webhook's clientConfig names; null (the default), or null for one
    /// service, takes the service's own port.
    /// </summary>
    public Func<WebhookService, int?>? WebhookPort { get; init; }

    /// <summary>Cancelled when the server stops, so that open watches end.</summary>
    internal CancellationToken Stopping { get; init; }
}
