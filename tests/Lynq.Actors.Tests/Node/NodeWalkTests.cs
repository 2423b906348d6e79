using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>
/// Long random lives of one node: rows and forms that change, objects that others edit, delete or put in its way, processes that
/// end at any write and start again. Whatever happens, nothing of others and nothing retained is deleted or changed, a Once
/// object is created once, a dependant not before its dependency; and when all is quiet nothing is written any more.
/// </summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeWalkTests(NodeServer server)
{
    private const string Foreign = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-foreign","labels":{"owner":"somebody"} },"data":{"plan":"theirs"} }""";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_nothing_of_others_is_touched_and_the_end_is_the_form(int seed)
    {
        var random = new Random(seed);
        var bench = await NodeBench.StartAsync(server, Form(withLeaf: true, withRetained: true));
        var foreign = LiveMetadata.Of(await bench.ApplyAsync(Foreign));
        var crash = new Crash();
        bench.Guard = crash.PassAsync;
        var plan = "basic";
        await TryAsync(bench, crash, () => bench.DesireAsync(("plan", plan)));
        var retained = Uid(await bench.ConfigMapAsync("acme-kept"));
        var once = Uid(await bench.ConfigMapAsync("acme-once"));
        for (var step = 0; step < 25; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    plan = $"p{step}";
                    break;
                case 1:
                    bench.Form.Edit(Form(random.Next(2) == 0, random.Next(2) == 0));
                    break;
                case 2:
                    await EditAsync(bench, "acme-base", """{"data":{"plan":"forged"} }""");
                    break;
                case 3:
                    await EditAsync(bench, "acme-base", """{"data":{"extra":"theirs"},"metadata":{"annotations":{"lynq.sh/applied-hash":null} } }""");
                    break;
                case 4 when await bench.ConfigMapAsync("acme-leaf") is { } leaf:
                    await bench.DeleteAsync("v1", "ConfigMap", "acme-leaf");
                    await TryAsync(bench, crash, () => bench.ObserveDeletionAsync(leaf));
                    break;
                case 5:
                    crash.After(random.Next(1, 6));
                    break;
                case 6:
                    await TryAsync(bench, crash, bench.RestartAsync);
                    break;
                default:
                    await TryAsync(bench, crash, () => bench.AdvanceAsync(TimeSpan.FromSeconds(random.Next(1, 90))));
                    break;
            }

            await TryAsync(bench, crash, () => bench.DesireAsync(("plan", plan)));
            await TryAsync(bench, crash, bench.ObserveNodeAsync);
            await TryAsync(bench, crash, bench.ObserveChildrenAsync);
            var theirs = (await bench.ConfigMapAsync("acme-foreign"))!.Value;
            (Uid(theirs), theirs.GetProperty("data").GetProperty("plan").GetString()).ShouldBe((foreign.Uid, "theirs"), $"seed {seed}, step {step}");
            Uid(await bench.ConfigMapAsync("acme-kept")).ShouldBe(retained, $"seed {seed}, step {step}");
            Uid(await bench.ConfigMapAsync("acme-once")).ShouldBe(once, $"seed {seed}, step {step}");
        }

        crash.Never();
        bench.Form.Edit(Form(withLeaf: true, withRetained: true));
        for (var i = 0; i < 3; i++)
        {
            await bench.DesireAsync(("plan", plan));
            await bench.ObserveNodeAsync();
            await bench.ObserveChildrenAsync();
            await bench.AdvanceAsync(TimeSpan.FromMinutes(40));
        }

        foreach (var name in new[] { "acme-base", "acme-leaf", "acme-kept" })
            (await bench.ConfigMapAsync(name))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe(plan, $"seed {seed}");
        crash.EarlyLeaves.ShouldBe(0, $"seed {seed}");
        bench.Requests.Clear();
        await bench.DesireAsync(("plan", plan));
        await bench.ObserveNodeAsync();
        await bench.ObserveChildrenAsync();
        await bench.RestartAsync();
        bench.Writes.Where(w => !w.Contains("acme-foreign", StringComparison.Ordinal)).ShouldBeEmpty($"seed {seed}");

        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await bench.LynqNodeAsync()).ShouldBeNull($"seed {seed}");
        Uid(await bench.ConfigMapAsync("acme-foreign")).ShouldBe(foreign.Uid);
        Uid(await bench.ConfigMapAsync("acme-kept")).ShouldBe(retained);
        (await bench.ConfigMapAsync("acme-base")).ShouldBeNull($"seed {seed}");
    }

    private static string Form(bool withLeaf, bool withRetained)
    {
        var resources = new List<string> { FormSpecs.ConfigMap("base"), FormSpecs.ConfigMap("once", "\"creationPolicy\":\"Once\""), FormSpecs.ConfigMap("foreign") };
        if (withLeaf) resources.Add(FormSpecs.ConfigMap("leaf", "\"dependIds\":[\"base\"]"));
        if (withRetained) resources.Add(FormSpecs.ConfigMap("kept", "\"deletionPolicy\":\"Retain\""));
        return FormSpecs.ConfigMaps([.. resources]);
    }

    private static async Task EditAsync(NodeBench bench, string name, string patch)
    {
        if (await bench.ConfigMapAsync(name) is not null) await bench.PatchAsync("v1", "ConfigMap", name, patch);
    }

    private static async Task TryAsync(NodeBench bench, Crash crash, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (CrashException)
        {
            crash.Never();
            await bench.RestartAsync();
        }
    }

    private static string Uid(JsonElement? live) => live is { } found ? LiveMetadata.Of(found).Uid : "";

    private sealed class CrashException : Exception;

    /// <summary>Ends the process after so many writes; watches that no leaf is written before its base.</summary>
    private sealed class Crash
    {
        private int _left = int.MaxValue;
        private bool _baseWritten;
        private volatile bool _dead;

        public int EarlyLeaves { get; private set; }

        public void After(int writes) => _left = writes;

        public void Never() => (_left, _dead) = (int.MaxValue, false);

        public async Task PassAsync(KubernetesRequest request, Func<Task> next)
        {
            if (_dead) throw new CrashException();
            await next();
            if (request.Verb is RequestVerb.Get or RequestVerb.List) return;
            var text = request.ToString();
            _baseWritten |= text.EndsWith("acme-base", StringComparison.Ordinal);
            if (text.EndsWith("acme-leaf", StringComparison.Ordinal) && !_baseWritten) EarlyLeaves++;
            if (Interlocked.Decrement(ref _left) > 0) return;
            _dead = true;
            throw new CrashException();
        }
    }
}
