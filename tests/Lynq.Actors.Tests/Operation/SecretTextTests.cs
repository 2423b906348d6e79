using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Operation;

/// <summary>A Secret's <c>stringData</c> with templates in it.</summary>
public sealed class SecretTextTests
{
    private const string Template = "plan-{{ .plan }}";

    private static readonly ApiResource Secrets = new("", "v1", "Secret", "secrets", true);

    // An earlier version moved the text into data before it evaluated it.
    [Theory]
    [InlineData(true, "plan-silver")]
    [InlineData(false, "plan-gold")]
    public async Task What_an_earlier_version_stored_without_evaluating_it_is_put_right_when_it_is_rendered_again(bool rowChanges, string expected)
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold')");
        await bench.HubAsync();
        await bench.CreateAsync(BuiltInResources.Forms, $$$"""
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"web"},
             "spec":{"hubId":"tenants","secrets":[{"id":"s","nameTemplate":"{{ .uid }}-s","spec":{"apiVersion":"v1","kind":"Secret","stringData":{"text":"{{{Template}}}"} } }] } }
            """);
        await bench.AwaitsReady(1);
        await bench.Rests();
        await bench.StopOperatorAsync();
        await StoreAsync(bench, Template);
        bench.StartOperator();
        await bench.Awaits(Secrets, "a-s", secret => TextOf(secret) == Template, "the Secret is as that version left it");

        if (rowChanges) bench.Sql("update tenants set plan = 'silver'");
        else await bench.PatchAsync(BuiltInResources.Forms, "web", """{"spec":{"rollout":{"maxSkew":1} } }""");

        await bench.Awaits(Secrets, "a-s", secret => TextOf(secret) == expected, "the text is evaluated");
        await bench.AwaitsReady(1);
    }

    /// <summary>Leaves the LynqNode as if that version had written it and seen its own work done.</summary>
    private static async Task StoreAsync(OperatorBench bench, string text)
    {
        var node = (await bench.FindAsync(BuiltInResources.Nodes, "a-web"))!.Value;
        var secrets = JsonNode.Parse(node.GetProperty("spec").GetProperty("secrets").GetRawText())!.AsArray();
        secrets[0]!["spec"]!["data"]!["text"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        node = await bench.PatchAsync(BuiltInResources.Nodes, "a-web", new JsonObject { ["spec"] = new JsonObject { ["secrets"] = secrets } }.ToJsonString());
        var status = new JsonObject { ["status"] = new JsonObject { ["observedGeneration"] = node.GetProperty("metadata").GetProperty("generation").GetInt64() } };
        await bench.Client.PatchStatusAsync(BuiltInResources.Nodes.Named(OperatorBench.Namespace, "a-web"), status, Representation.Full);
    }

    private static string TextOf(JsonElement secret) => Encoding.UTF8.GetString(secret.GetProperty("data").GetProperty("text").GetBytesFromBase64());
}
