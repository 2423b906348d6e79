using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using Lynq.AkkaManagement;
using Lynq.Cluster.Membership;
using Lynq.Cluster.Settings;
using Lynq.Cluster.Tests.Engine;
using Lynq.Host;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

/// <summary>Akka.Management brings replicas together; where they are comes from its configuration, in place of the pods.</summary>
[Collection(nameof(PlacementTests))]
public sealed class PodFormationTests : IAsyncLifetime
{
    private static readonly string[] Hosts = ["127.0.0.2", "127.0.0.3", "127.0.0.4"];

    private readonly CancellationTokenSource _stop = new();
    private readonly List<ActorSystem> _systems = [];
    private readonly int _port = LoopbackPorts.Free(1)[0];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_systems.Select(system => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance)));
        _stop.Dispose();
    }

    [Fact]
    public async Task Three_replicas_agree_on_one_cluster_and_a_later_one_joins_it()
    {
        foreach (var host in Hosts[..2]) Start(host);
        await Eventually.Holds(() => AreMembers(2), "two of three found each other, which are enough", TimeSpan.FromSeconds(120));
        Start(Hosts[2]);
        await Eventually.Holds(() => AreMembers(3), "the third joins them", TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task Too_few_do_not_form_a_cluster()
    {
        Start(Hosts[0]);
        using var http = new HttpClient();

        await Eventually.Passes(async () => (await http.GetStringAsync(new Uri($"http://{Hosts[0]}:{_port}/bootstrap/seed-nodes"))).ShouldContain(Hosts[0]));
        Akka.Cluster.Cluster.Get(_systems[0]).SelfMember.Status.ShouldNotBe(MemberStatus.Up);
        // What forming does not need is not served.
        (await http.GetAsync(new Uri($"http://{Hosts[0]}:{_port}/cluster-client/receptionist"))).IsSuccessStatusCode.ShouldBeFalse();
    }

    // As it is for a minute after a replica ended suddenly.
    [Fact]
    public async Task A_port_that_is_still_taken_is_waited_for()
    {
        using (var taken = new TcpListener(IPAddress.Parse(Hosts[1]), _port))
        {
            taken.Start();
            Start(Hosts[0]);
            Start(Hosts[1]);
            using var client = new TcpClient();
            await client.ConnectAsync(Hosts[1], _port);
            AreMembers(2).ShouldBeFalse();
        }

        await Eventually.Holds(() => AreMembers(2), "the second replica got its port", TimeSpan.FromSeconds(120));
    }

    private bool AreMembers(int count) => _systems.All(system =>
        Akka.Cluster.Cluster.Get(system).State.Members.Count(member => member.Status == MemberStatus.Up) == count);

    private void Start(string host)
    {
        var bootstrap = new PodBootstrap { Namespace = "default", PodSelector = "a=b", Host = host, BindHost = host, Port = _port, ContactPoints = 2 };
        var settings = new ReplicaSettings { Host = host, Port = LoopbackPorts.Free(1)[0], Formation = ClusterFormation.KubernetesApi, Bootstrap = bootstrap };
        var endpoints = string.Join(", ", Hosts.Select(known => $"\"{known}:{_port}\""));
        var found = ConfigurationFactory.ParseString($$"""
            akka.loggers = []
            akka.discovery.config.services.lynq.endpoints = [{{endpoints}}]
            akka.management.cluster.bootstrap.contact-point-discovery {
              discovery-method = config
              contact-with-all-contact-points = off
              stable-margin = 1s
            }
            """);
        var system = ActorSystem.Create(ReplicaSettings.SystemName, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(found.WithFallback(AkkaConfiguration.Create(settings)))));
        _systems.Add(system);
        _ = new PodFormation(system, bootstrap, TimeProvider.System).RunAsync(_stop.Token);
    }
}
