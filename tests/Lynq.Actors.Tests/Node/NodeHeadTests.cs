using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

public sealed class NodeHeadTests
{
    private const string Whole = """
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"acme-web","namespace":"shop","uid":"u1","resourceVersion":"7",
         "generation":3,"deletionTimestamp":"2026-01-02T03:04:05Z","labels":{"lynq.sh/hub":"hub","lynq.sh/uid":"acme"},
         "annotations":{"lynq.sh/template-generation":"4","lynq.sh/paused":"true","lynq.sh/render-format":"evaluated"},
         "finalizers":["lynqnode.operator.lynq.sh/finalizer"],
         "ownerReferences":[{"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","name":"hub","uid":"h1","controller":true,"blockOwnerDeletion":true}],
         "managedFields":[{"manager":"lynq-operator","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{}}}]},
         "spec":{"uid":"acme","templateRef":"web","hubId":"hub","configMaps":[{"id":"config","spec":{"data":{"a":"b"}}}]},"status":{"observedGeneration":3}}
        """;

    [Fact]
    public void Tells_the_same_facts_as_the_whole_object()
    {
        var whole = NodeFacts.Of(NodeHead.Of(JsonSerializer.Deserialize(Whole, CrdJson.Default.LynqNode)!), rowHash: 0);
        var seen = NodeFacts.Of(NodeHead.Of(Json()), rowHash: 0);
        var answered = NodeFacts.Of(NodeHead.Of(Json().Deserialize(Representation.Metadata.Type)!, "acme"), rowHash: 0);
        Text(seen).ShouldBe(Text(whole));
        Text(answered).ShouldBe(Text(whole));
        whole.HubUid.ShouldBe("h1");
        whole.IsLabelled.ShouldBeTrue();
    }

    [Fact]
    public void A_row_that_is_not_told_is_empty() =>
        NodeHead.Of(JsonSerializer.Deserialize<JsonElement>("""{"metadata":{"name":"a"}}""")).RowUid.ShouldBeEmpty();

    private static JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Whole);

    // Lists in records compare by reference.
    private static string Text(NodeFacts facts) => JsonSerializer.Serialize(facts);
}
