namespace Lynq.Scenarios;

/// <summary>On what a scenario runs: a cluster and a database.</summary>
[Flags]
public enum Backend
{
    None = 0,
    SandboxSqlite = 1,
    SandboxMariaDb = 2,
    SandboxPostgreSql = 4,

    /// <summary>The real kube-apiserver and controller manager of KUBEBUILDER_ASSETS.</summary>
    ControlPlaneMariaDb = 8,

    /// <summary>The sandbox and SQLite with an operator of the scenario's own that has rights in the scenario's namespace only.</summary>
    SandboxNamespaced = 16,

    /// <summary>The same on the real API server.</summary>
    ControlPlaneNamespaced = 32,

    /// <summary>What every scenario runs on.</summary>
    Usual = SandboxSqlite | ControlPlaneMariaDb,

    /// <summary>For scenarios that are about MySQL as much as about Kubernetes.</summary>
    MySql = Usual | SandboxMariaDb,

    /// <summary>Where the operator may do nothing outside of one namespace.</summary>
    Namespaced = SandboxNamespaced | ControlPlaneNamespaced,

    /// <summary>What shows a feature, also to an operator of one namespace.</summary>
    UsualAndNamespaced = Usual | SandboxNamespaced,

    /// <summary>Everywhere.</summary>
    All = MySql | SandboxPostgreSql | Namespaced,
}

/// <summary>Which backends this machine has.</summary>
internal static class Backends
{
    /// <summary>Runs every scenario on every backend when it is "all".</summary>
    public const string Variable = "LYNQ_SCENARIOS";

    public static IEnumerable<Backend> Single { get; } =

    [
        Backend.SandboxSqlite, Backend.SandboxMariaDb, Backend.SandboxPostgreSql, Backend.ControlPlaneMariaDb,
        Backend.SandboxNamespaced, Backend.ControlPlaneNamespaced,
    ];

    public static bool Everything { get; } = string.Equals(Environment.GetEnvironmentVariable(Variable), "all", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the machine lacks for a backend, or null when it has all.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="since">The least minor version of Kubernetes that is needed; 0 for any.</param>
    public static string? WhyMissing(Backend backend, int since = 0) => backend switch
    {
        Backend.SandboxMariaDb => DatabasePrograms.WhyNoMariaDb,
        Backend.SandboxPostgreSql => DatabasePrograms.WhyNoPostgreSql,
        Backend.ControlPlaneMariaDb or Backend.ControlPlaneNamespaced => CustomResourceProbe.WhyUnusable ?? DatabasePrograms.WhyNoMariaDb ?? WhyTooOld(since),
        _ => null,
    };

    // The control plane is asked once for all.
    private static readonly Lazy<int> Minor = new(() =>
        ControlPlaneAssets.MinorVersion() ?? throw new InvalidOperationException("kube-apiserver does not tell its version"));

    private static string? WhyTooOld(int since) =>
        since > 0 && Minor.Value < since ? $"this kube-apiserver is 1.{Minor.Value}, what is needed came with 1.{since}" : null;
}
