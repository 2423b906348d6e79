using Lynq.Cluster.Settings;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Settings;

public sealed class ReplicaSettingsTests
{
    // One that was paused notices after the patience and 1.5 s that nobody talks to it; where a Lease decides the resolver waits for
    // the patience once more. As much again as the shortest patience is left for a machine that is slow.
    [Theory]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(30, false)]
    [InlineData(30, true)]
    public void A_replica_writes_nothing_after_a_pause_until_those_who_gave_it_up_must_have_shown(int patience, bool byLease)
    {
        var settings = new ReplicaSettings { Host = "127.0.0.1", Port = 1, Patience = TimeSpan.FromSeconds(patience), SplitBrainByLease = byLease };

        var noticed = settings.Patience + TimeSpan.FromSeconds(1.5);
        var acted = byLease ? noticed + settings.Patience : noticed;
        settings.Waking.ShouldBeGreaterThan(acted + TimeSpan.FromSeconds(2));
    }
}
