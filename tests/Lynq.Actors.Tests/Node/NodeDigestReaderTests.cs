using System.Buffers;
using System.Text;
using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>What hubs and rollouts learn of a LynqNode from its text.</summary>
public sealed class NodeDigestReaderTests
{
    private const string Whole = """
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode",
         "metadata":{
           "annotations":{"lynq.sh/activate":"1","lynq.sh/extra":"{\"plan\":\"gold\"}","lynq.sh/hostOrUrl":"h","lynq.sh/template-generation":"7","lynq.sh/rollout-update-start":"2026-01-02T03:04:05Z","other":"x"},
           "generation":3,"labels":{"lynq.sh/hub":"tenants"},
           "managedFields":[{"manager":"a","fieldsV1":{"f:metadata":{"f:name":{}}}},[1,{"name":"wrong"}]],
           "name":"acme-web","namespace":"prod",
           "ownerReferences":[1,{"kind":"Other","controller":true,"uid":"o"},{"kind":"LynqHub","uid":"h","controller":true}],
           "resourceVersion":"42","uid":"7f5c0f0e-6c5e-4d0a-9d3a-0c1d2e3f4a5b"},
         "spec":{"configMaps":[{"spec":{"uid":"wrong","templateRef":"wrong"}}],"templateRef":"web","uid":"acme"},
         "status":{"conditions":[null,
            {"type":"Ready","status":"True","lastTransitionTime":"2026-01-02T03:05:00Z"},{"type":"Ready","status":"False"},
            {"type":"Degraded","status":"True","reason":"ResourceFailed"},{"type":"Progressing","status":"False"}],
           "failedResources":0,"observedGeneration":3}}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public void Everything_is_found_wherever_the_text_is_cut(int pieces)
    {
        var reader = new Utf8JsonReader(TextInPieces.Of(Whole, pieces));
        reader.Read();
        var outline = NodeOutline.Read(ref reader);

        reader.TokenType.ShouldBe(JsonTokenType.EndObject);
        reader.CurrentDepth.ShouldBe(0);
        outline.ResourceVersion.ShouldBe("42");
        NodeDigestReader.DigestOf(outline).ShouldBe(new NodeDigest
        {
            Node = new NodeKey("prod", "acme-web"),
            ObjectUid = "7f5c0f0e-6c5e-4d0a-9d3a-0c1d2e3f4a5b",
            Hub = new HubKey("prod", "tenants"),
            Form = new FormKey("prod", "web"),
            RowUid = "acme",
            RowHash = RowHash.Of("1", "h", new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "gold" }),
            OwnerUid = "h",
            TemplateGeneration = 7,
            Generation = 3,
            ObservedGeneration = 3,
            Ready = true,
            Progressing = false,
            Failed = true,
            Deleting = false,
            UpdateStartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ReadyChangedAt = new DateTimeOffset(2026, 1, 2, 3, 5, 0, TimeSpan.Zero),
        });
    }

    [Theory]
    [InlineData("""{"metadata":[],"spec":1,"status":null}""")]
    [InlineData("""{"metadata":{"labels":[{"lynq.sh/hub":"a"}],"annotations":"x","generation":"1","name":["n"]},"spec":{"templateRef":"web"}}""")]
    [InlineData("""{"metadata":{"labels":{"lynq.sh/hub":"a"}},"spec":{"templateRef":{"x":"web"}}}""")]
    public void What_does_not_say_its_hub_and_form_has_no_digest(string text) =>
        Digests.Of(JsonElement.Parse(text)).ShouldBeNull();

    [Fact]
    public void Members_of_another_kind_count_as_missing()
    {
        var digest = Digests.Of(JsonElement.Parse(
            """{"metadata":{"annotations":{"lynq.sh/hubId":"a","lynq.sh/extra":"[]"},"generation":1.5,"ownerReferences":{}},"spec":{"templateRef":"web","uid":7},"status":{"conditions":{},"failedResources":"3"}}"""))!;

        digest.Hub.Name.ShouldBe("a");
        digest.RowHash.ShouldBe(UInt128.Zero);
        (digest.Generation, digest.RowUid, digest.OwnerUid, digest.Ready, digest.Failed).ShouldBe((0, "", "", false, false));
    }
}
