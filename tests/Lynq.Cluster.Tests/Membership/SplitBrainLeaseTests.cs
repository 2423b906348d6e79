using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Coordination;
using Lynq.Cluster.Membership;
using Lynq.Cluster.Settings;
using Lynq.Cluster.Tests.Engine;
using Lynq.Host.Operating;
using Lynq.Host.Settings;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

/// <summary>Who goes on after a split when a Lease decides it.</summary>
[Collection(nameof(PlacementTests))]
public sealed class SplitBrainLeaseTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<IDisposable> _owned = [];
    private SandboxServer _server = null!;
    private KubernetesClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions());
        _client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([_server.KubeconfigPath]));
    }

    public async Task DisposeAsync()
    {
        foreach (var owned in _owned) owned.Dispose();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task One_side_gets_it_and_the_other_not_until_it_is_released()
    {
        var (ours, theirs) = (LeaseOf("a"), LeaseOf("b"));

        (await MovingAsync(ours.Acquire())).ShouldBeTrue();
        ours.CheckLease().ShouldBeTrue();
        (await MovingAsync(theirs.Acquire())).ShouldBeFalse();
        ours.CheckLease().ShouldBeTrue("it is renewed while it is held");
        (await MovingAsync(ours.Release())).ShouldBeTrue();
        ours.CheckLease().ShouldBeFalse();
        (await MovingAsync(theirs.Acquire())).ShouldBeTrue();
    }

    [Fact]
    public async Task A_holder_that_died_is_outwaited()
    {
        var dead = LeaseOf("dead", out var system);
        (await MovingAsync(dead.Acquire())).ShouldBeTrue();
        await system.Terminate();

        (await MovingAsync(LeaseOf("b").Acquire())).ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_was_stopped_a_moment_ago_does_not_get_it()
    {
        var pauses = new PauseWatch(TimeSpan.FromMilliseconds(1), _time);
        _owned.Add(pauses);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await MovingAsync(LeaseOf("a", out _, pauses).Acquire())).ShouldBeFalse();
        (await MovingAsync(LeaseOf("b").Acquire())).ShouldBeTrue();
    }

    // By majority the one with the higher address would end with it.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_two_replicas_either_survives_the_other(int crashed)
    {
        var first = await Replica.StartAsync(splitBrainLease: Setup("a", TimeProvider.System));
        Replica[] both = [first, await Replica.StartAsync(first, Setup("b", TimeProvider.System))];
        await Eventually.Holds(() => both.All(replica => replica.Cluster.State.Members.Count(m => m.Status == MemberStatus.Up) == 2), "both are members");
        var (victim, survivor) = (both[crashed], both[1 - crashed]);

        victim.Crash();

        await Eventually.Holds(() => survivor.Cluster.State.Members.Count == 1, "the other one is given up", TimeSpan.FromSeconds(120));
        survivor.Cluster.SelfMember.Status.ShouldBe(MemberStatus.Up);
        await survivor.DisposeAsync();
    }

    private Lease LeaseOf(string name) => LeaseOf(name, out _);

    private Lease LeaseOf(string name, out ActorSystem system, PauseWatch? pauses = null)
    {
        system = AkkaConfiguration.Start(
            new ReplicaSettings { Host = "127.0.0.1", Port = 0, SplitBrainByLease = true }, NullLoggerFactory.Instance, Setup(name, _time, pauses));
        _owned.Add(system);
        return LeaseProvider.Get(system).GetLease("a split", "lynq.split-brain-lease", name);
    }

    private SplitBrainLeaseSetup Setup(string name, TimeProvider time, PauseWatch? pauses = null)
    {
        if (pauses is null) _owned.Add(pauses = new PauseWatch(TimeSpan.FromMinutes(1), time));
        var settings = new OperatorSettings(new Dictionary<string, string>(StringComparer.Ordinal));
        return new() { Parts = new EngineParts(settings, _client, new ProcessIdentity("default", name), NullLoggerFactory.Instance, time), Pauses = pauses };
    }

    private async Task<bool> MovingAsync(Task<bool> asked)
    {
        await Eventually.Holds(
            () =>
            {
                if (!asked.IsCompleted) _time.Advance(TimeSpan.FromMilliseconds(100));
                return asked.IsCompleted;
            },
            "the lease answers");
        return await asked;
    }
}
