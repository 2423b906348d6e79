using Akka.Actor.Setup;
using Lynq.Host.Operating;

namespace Lynq.Cluster.Membership;

/// <summary>What <see cref="SplitBrainLease"/> needs, handed to it through the actor system that makes it.</summary>
internal sealed class SplitBrainLeaseSetup : Setup
{
    /// <summary>Client, identity and clock of the process.</summary>
    public required EngineParts Parts { get; init; }

    /// <summary>Notices pauses.</summary>
    public required PauseWatch Pauses { get; init; }
}
