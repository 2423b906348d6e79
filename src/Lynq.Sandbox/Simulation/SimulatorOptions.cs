namespace Lynq.Sandbox.Simulation;

/// <summary>
/// How the node simulator behaves. Single objects can be told otherwise by annotations, on themselves or on their pod template:
/// <c>sandbox.lynq.sh/delay</c> (seconds), <c>sandbox.lynq.sh/never: "true"</c> (never ready), <c>sandbox.lynq.sh/fail: "true"</c>
/// (a Job fails, a Deployment exceeds its progress deadline). Images that end in <c>:broken</c>, <c>:fail</c> and <c>:slow</c> do the
/// same without annotations; slow takes ten times the delay.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>How long a workload's rollout takes. Zero makes it ready at once.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a Job runs; null takes <see cref="Delay"/>.</summary>
    public TimeSpan? JobDelay { get; init; }

    /// <summary>Whether Ingresses get load balancer addresses too.</summary>
    public bool Ingresses { get; init; }

    /// <summary>Whether PersistentVolumeClaims bind.</summary>
    public bool Claims { get; init; } = true;

    /// <summary>Whether Services of type LoadBalancer get addresses.</summary>
    public bool LoadBalancers { get; init; } = true;

    /// <summary>How many nodes a DaemonSet runs on. At least 0.</summary>
    public int Nodes { get; init; } = 1;
}

/// <summary>What the simulator does with a workload.</summary>
public enum Behaviour
{
    /// <summary>It becomes ready (a Job completes) after the delay.</summary>
    Succeed,

    /// <summary>It stays as it is while it rolls out.</summary>
    Never,

    /// <summary>A Job fails; a Deployment exceeds its progress deadline; others stay unready.</summary>
    Fail,
}
