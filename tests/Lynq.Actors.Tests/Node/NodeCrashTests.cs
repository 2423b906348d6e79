using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>The process is stopped after each of its writes and started again: the end is the same each time.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeCrashTests(NodeServer server)
{
    private const int MostWrites = 40;

    [Fact]
    public async Task Every_crash_point_leads_to_the_same_end()
    {
        var uninterrupted = await RunAsync(crashAfter: int.MaxValue);
        var points = 0;
        for (var write = 1; write <= MostWrites; write++)
        {
            var outcome = await RunAsync(write);
            outcome.End.ShouldBe(uninterrupted.End, $"stopped after write {write}");
            (outcome.Created, outcome.Deleted).ShouldBe((uninterrupted.Created, uninterrupted.Deleted), $"stopped after write {write}");
            if (!outcome.Crashed) break;
            points++;
        }

        points.ShouldBeGreaterThan(8);
    }

    // Created, then a row change, then a form change with a rename, a Retain that leaves and a resource that goes.
    private async Task<Outcome> RunAsync(int crashAfter)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b", "\"dependIds\":[\"a\"]"), FormSpecs.ConfigMap("r", "\"deletionPolicy\":\"Retain\"")));
        var crash = new CrashPoint(crashAfter);
        bench.Guard = crash.PassAsync;
        await StepAsync(bench, crash, "basic");
        await StepAsync(bench, crash, "pro");
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b", "\"dependIds\":[\"a\"]").Replace("{{ .uid }}-b", "{{ .uid }}-b2", StringComparison.Ordinal)));
        await StepAsync(bench, crash, "pro");
        return new Outcome(await EndAsync(bench), crash.Created, crash.Deleted, crash.Happened);
    }

    private static async Task StepAsync(NodeBench bench, CrashPoint crash, string plan)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await bench.DesireAsync(("plan", plan));
                await bench.ObserveNodeAsync();
                await bench.ObserveChildrenAsync();
                await bench.AdvanceAsync(TimeSpan.FromSeconds(60));
                return;
            }
            catch (CrashException)
            {
                crash.Revive();
                await bench.RestartAsync();
            }
        }
    }

    private static async Task<string> EndAsync(NodeBench bench)
    {
        var lines = new List<string>();
        foreach (var name in new[] { "acme-a", "acme-b", "acme-b2", "acme-r" })
        {
            if (await bench.ConfigMapAsync(name) is not { } live) continue;
            var metadata = LiveMetadata.Of(live);
            lines.Add($"{name} {live.GetProperty("data").GetProperty("plan").GetString()} node={metadata.Label("lynq.sh/node")} orphaned={metadata.Label("lynq.sh/orphaned")} adopted={metadata.Annotation("lynq.sh/adopted")}");
        }

        var status = (await bench.NodeAsync()).Status!;
        lines.Add($"{status.ReadyResources}/{status.DesiredResources} {string.Join(' ', status.AppliedResources!).Replace(bench.Namespace, "ns", StringComparison.Ordinal)}");
        return string.Join('\n', lines);
    }

    private sealed record Outcome(string End, int Created, int Deleted, bool Crashed);

    /// <summary>Lets a number of writes pass and then ends the process: the write is done, its answer is lost.</summary>
    private sealed class CrashPoint(int after)
    {
        // Resources are applied side by side, so several writes pass at the same time.
        private int _writes;
        private int _created;
        private int _deleted;
        private volatile bool _dead;

        public bool Happened { get; private set; }

        public int Created => _created;

        public int Deleted => _deleted;

        public void Revive() => _dead = false;

        public async Task PassAsync(KubernetesRequest request, Func<Task> next)
        {
            if (_dead) throw new CrashException();
            await next();
            if (request.Verb is RequestVerb.Get or RequestVerb.List) return;
            if (request.Verb == RequestVerb.Delete) Interlocked.Increment(ref _deleted);
            if (request.Body?.ToElement() is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("resourceVersion", out var version) && version.ValueEquals("1")) Interlocked.Increment(ref _created);
            if (Interlocked.Increment(ref _writes) != after) return;
            (_dead, Happened) = (true, true);
            throw new CrashException();
        }
    }

    private sealed class CrashException : Exception;
}
