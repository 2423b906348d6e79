using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Faults;
using Lynq.Testing;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Node.Acting.FormSpecs;

namespace Lynq.Actors.Tests.Operation;

/// <summary>
/// The whole process dies after every so-manieth write, its answer lost, and starts again until the work is done: the end is the
/// same, and so are the numbers of objects that were created and deleted on the way.
/// </summary>
public sealed class OperatorCrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_process_that_dies_after_every_so_many_writes_gets_to_the_same_end(int writesPerLife)
    {
        var uninterrupted = await RunAsync(int.MaxValue);
        uninterrupted.Lives.ShouldBe(1);

        var outcome = await RunAsync(writesPerLife);

        outcome.End.ShouldBe(uninterrupted.End);
        (outcome.Created, outcome.Deleted).ShouldBe((uninterrupted.Created, uninterrupted.Deleted));
        outcome.Lives.ShouldBeGreaterThan(3);
    }

    private static async Task<Outcome> RunAsync(int writesPerLife)
    {
        var mortality = new Mortality(writesPerLife);
        await using var bench = await OperatorBench.StartAsync(send: mortality.PassAsync);
        bench.Sql("insert into tenants values ('a', '1', 'x'), ('b', '1', 'x')");
        await bench.HubAsync();
        await bench.FormAsync(string.Join(',', ConfigMap("app"), ConfigMap("late", "\"dependIds\":[\"app\"]"), ConfigMap("kept", "\"deletionPolicy\":\"Retain\"")));
        await LiveUntilAsync(bench, mortality, () => IsReadyAsync(bench, 2, "x"));

        bench.Sql("update tenants set plan = 'y'");
        await LiveUntilAsync(bench, mortality, () => IsReadyAsync(bench, 2, "y"));

        bench.Sql("update tenants set active = '0' where id = 'b'");
        await LiveUntilAsync(bench, mortality, async () => await bench.FindAsync(BuiltInResources.Nodes, "b-web") is null && await IsReadyAsync(bench, 1, "y"));
        return new Outcome(await EndAsync(bench), mortality.Created, mortality.Deleted, mortality.Lives);
    }

    private static async Task LiveUntilAsync(OperatorBench bench, Mortality mortality, Func<Task<bool>> done)
    {
        try
        {
            await Eventually.Holds(
                async () =>
                {
                    if (mortality.IsDead)
                    {
                        await bench.StopOperatorAsync();
                        mortality.Revive();
                        bench.StartOperator();
                    }

                    return await done();
                },
                "the work is done",
                TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException timeout)
        {
            var hub = await bench.FindAsync(BuiltInResources.Hubs, "tenants");
            throw new TimeoutException($"In life {mortality.Lives}, which has {mortality.Left} writes left, there is:\n{await EndAsync(bench)}\n{hub?.GetProperty("status").GetRawText()}", timeout);
        }
    }

    private static async Task<bool> IsReadyAsync(OperatorBench bench, int nodes, string plan)
    {
        var hub = await bench.FindAsync(BuiltInResources.Hubs, "tenants");
        if (hub is null || OperatorBench.Number(hub.Value, "ready") != nodes || OperatorBench.Number(hub.Value, "desired") != nodes) return false;
        var maps = (await bench.ListAsync(OperatorBench.ConfigMaps)).Where(m => LiveMetadata.Of(m).Label("lynq.sh/node") is not null).ToList();
        return maps.Count == nodes * 3 && maps.TrueForAll(m => m.GetProperty("data").GetProperty("plan").GetString() == plan);
    }

    private static async Task<string> EndAsync(OperatorBench bench)
    {
        var lines = new List<string>();
        foreach (var map in await bench.ListAsync(OperatorBench.ConfigMaps))
        {
            var metadata = LiveMetadata.Of(map);
            lines.Add($"{metadata.Name} {map.GetProperty("data").GetRawText()} node={metadata.Label("lynq.sh/node")} orphaned={metadata.Label("lynq.sh/orphaned")}");
        }

        foreach (var node in await bench.ListAsync(BuiltInResources.Nodes)) lines.Add($"{LiveMetadata.Of(node).Name} {OperatorBench.Number(node, "readyResources")} {OperatorBench.Condition(node, "Ready")}");
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private sealed record Outcome(string End, int Created, int Deleted, int Lives);

    /// <summary>Lets a number of writes pass in each life; the answer of the last one is lost, and nothing passes afterwards.</summary>
    private sealed class Mortality(int writes)
    {
        private readonly int _writesPerLife = writes;
        private int _left = writes;
        private int _created;
        private int _deleted;
        private volatile bool _dead;

        public bool IsDead => _dead;

        public int Lives { get; private set; } = 1;

        public int Left => Volatile.Read(ref _left);

        public int Created => _created;

        public int Deleted => _deleted;

        public void Revive()
        {
            Lives++;
            Volatile.Write(ref _left, _writesPerLife);
            _dead = false;
        }

        public async Task PassAsync(KubernetesRequest request, Func<KubernetesRequest, CancellationToken, Task> next, CancellationToken cancellationToken)
        {
            var isWrite = request.Verb is not (RequestVerb.Get or RequestVerb.List or RequestVerb.Watch);
            if (isWrite && (_dead || Interlocked.Decrement(ref _left) < 0)) throw Dead(request);
            try
            {
                // What has been sent is carried out, whether or not anybody waits for the answer.
                await next(request, isWrite ? CancellationToken.None : cancellationToken);
            }
            finally
            {
                // Also the last write of a life may be refused.
                if (isWrite && Left <= 0) _dead = true;
            }

            if (!isWrite) return;
            if (request.Verb == RequestVerb.Delete) Interlocked.Increment(ref _deleted);
            if (request.Verb == RequestVerb.Create || IsCreation(request)) Interlocked.Increment(ref _created);
            if (_dead) throw Dead(request);
        }

        private static bool IsCreation(KubernetesRequest request) =>
            request.Verb == RequestVerb.Apply && request.Body?.ToElement() is { ValueKind: JsonValueKind.Object } body
            && body.GetProperty("metadata").TryGetProperty("resourceVersion", out var version) && version.ValueEquals("1");

        private static KubernetesException Dead(KubernetesRequest request) =>
            new(request, new KubernetesStatus { Code = 503, Reason = "ServiceUnavailable", Message = "the process is dead" });
    }
}
