using Lynq.Cluster.Tests.Measurements;
using Lynq.Cluster.Tests.Settings;
using Lynq.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Three replicas under mutual TLS, whose certificates are renewed by another authority. Takes some ten minutes.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class RenewedCertificateTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(3);

    private readonly PeerAuthority _old = new("old");
    private readonly PeerAuthority _new = new("new");

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }

    // The second by address is due three minutes after it has seen its certificate; the first gets its own only then.
    [MeasurementFact]
    public async Task Replicas_start_anew_one_after_the_other_and_write_nothing_when_kubelets_bring_the_Secret_so_that_two_are_due_at_once()
    {
        for (var replica = 0; replica < 3; replica++) Bring(_old, replica, days: 20);
        await using var world = await ReplicaWorld.StartAsync(ReplicaWorld.Sandbox, output, maxSkew: 0, more: $"--cluster-cert-path={Path.Combine(_old.Folder, "{replica}")}");
        await world.SettleAsync();
        var since = TimeProvider.System.GetUtcNow();
        int[] byAddress = [.. Enumerable.Range(0, 3).OrderBy(world.Replicas.PortOf)];
        IReadOnlyList<OwnEnd> InOrder() => [.. world.Replicas.Ends.Where(end => end.At >= since && end.ExitCode == 0)];

        Bring(_new, byAddress[1], days: 30);
        await world.StaysAsync(() => Task.FromResult(InOrder().Count == 0), Turn);
        Bring(_new, byAddress[0], days: 30);
        Bring(_new, byAddress[2], days: 30);
        await Eventually.Holds(() => InOrder().Count == 3, "all have started anew", Turn * 6);

        await world.Replicas.SpreadAsync(0, 1, 2);
        await world.SettleAsync();
        var ends = InOrder();
        world.Say($"started anew after {string.Join(", ", ends.Select(end => $"{(end.At - since).TotalSeconds:0} s"))}");
        ends.Select(end => end.Replica).Order().ShouldBe([0, 1, 2]);
        ends.Zip(ends.Skip(1), (one, next) => next.At - one.At).ShouldAllBe(pause => pause > TimeSpan.FromMinutes(1));
        await Eventually.Holds(async () => (await world.Replicas.ActorsAsync(0)).Sum() == world.Tenants.Count, "all nodes live");
        world.Server.WritesSince(since).Where(write => write.IsOfManaged).ShouldBeEmpty();
    }

    private void Bring(PeerAuthority issuer, int replica, int days) =>
        issuer.Issue(Directory.CreateDirectory(Path.Combine(_old.Folder, $"replica-{replica}")).FullName, "replicas", days, _old, _new);
}
