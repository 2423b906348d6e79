namespace Lynq.Cluster.Membership;

/// <summary>
/// When a replica starts anew to take a renewed certificate: remoting is given its certificate once, and new connections fail when
/// it has expired. One replica after the other, in the order of their addresses.
/// </summary>
internal static class RenewalPlan
{
    /// <summary>From one replica to the next: longer than a restart takes, and than kubelets differ in bringing a changed Secret.</summary>
    public static readonly TimeSpan Stagger = TimeSpan.FromMinutes(3);

    /// <summary>How long the others must have been there: one that has just started anew is to have its share of the work first.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(1);

    /// <summary>So near to its end the first waits for nobody any more; each further one goes on waiting for <see cref="LastStagger"/>.</summary>
    public static readonly TimeSpan LastCall = TimeSpan.FromMinutes(10);

    /// <summary>From one replica to the next when a certificate is about to end.</summary>
    public static readonly TimeSpan LastStagger = TimeSpan.FromMinutes(2);

    /// <summary>Whether to start anew now.</summary>
    /// <param name="sinceRenewal">How long ago the renewed certificate was seen.</param>
    /// <param name="left">How long the one in use is still valid; negative when it has expired.</param>
    /// <param name="rank">How many members have a lower address.</param>
    /// <param name="calm">How long all members have been the same, up and reachable.</param>
    public static bool IsDue(TimeSpan sinceRenewal, TimeSpan left, int rank, TimeSpan calm) =>
        left <= TimeSpan.Zero || left <= LastCall - (LastStagger * Math.Min(rank, 4)) || (calm >= Calm && sinceRenewal >= Stagger * rank);

    /// <summary>Whether to warn that a certificate has not been renewed: by then whoever renews does it at two thirds of its life.</summary>
    /// <param name="lifetime">How long it is valid in all.</param>
    /// <param name="left">How long it is still valid.</param>
    public static bool IsOverdue(TimeSpan lifetime, TimeSpan left) => left < lifetime / 5;
}
