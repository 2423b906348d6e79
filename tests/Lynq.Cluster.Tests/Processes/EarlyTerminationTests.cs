using Lynq.Sandbox;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A replica that is told to end before it belongs to a cluster.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class EarlyTerminationTests
{
    [Fact]
    public async Task Ends_well_while_it_waits_for_a_cluster_to_join()
    {
        await using var server = await SandboxServer.StartAsync();
        await using var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"lynq-cluster-{Guid.NewGuid():N}"));
        processes.Start(
            "replica",
            "dotnet",
            [
                ReplicaProcesses.Program, "run", $"--kubeconfig={server.KubeconfigPath}", "--enable-webhooks=false", "--metrics-bind-address=0", "--health-probe-bind-address=0",
                "--leader-election-namespace=default", $"--cluster-port={LoopbackPorts.Free(1)[0]}", "--petabridge-cmd-bind-address=0",
            ]);
        var end = processes.EndOfAsync("replica", CancellationToken.None);
        // It looks at the Lease for five seconds before it forms a cluster itself.
        await Eventually.Holds(() => server.Requests.Count("get", "leases.coordination.k8s.io") > 0, "it reads the Lease");

        await processes.SignalAsync("replica", "TERM");

        (await Eventually.Ends(end, "the replica")).ShouldBe(0);
    }
}
