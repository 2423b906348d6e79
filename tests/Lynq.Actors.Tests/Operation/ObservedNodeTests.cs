using System.Text;
using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Operation;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Operation;

/// <summary>A LynqNode as a watch's line and as a list shows it.</summary>
public sealed class ObservedNodeTests
{
    private const string Node = """{"metadata":{"labels":{"lynq.sh/hub":"tenants"},"name":"acme-web","namespace":"prod","resourceVersion":"42","uid":"u"},"spec":{"templateRef":"web","uid":"äcme"}}""";
    private static readonly NodeKey Key = new("prod", "acme-web");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void The_message_for_its_actor_has_the_object_and_nothing_beside_it(int pieces)
    {
        var line = $$"""{"type":"ADDED","object":{{Node}},"more":{} }""";
        var text = TextInPieces.Of(line, pieces);
        var reader = new Utf8JsonReader(text);
        do reader.Read();
        while (!(reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 1));

        var observed = ObservedNode.Representation(_ => true).WatchedReader!(ref reader, text.Slice(reader.TokenStartIndex));

        var message = observed.Message.ShouldNotBeNull();
        message.Node.ShouldBe(Key);
        message.Identity.ShouldBe(observed.Identity);
        message.Object.GetRawText().ShouldBe(Node);
        observed.Digest!.RowUid.ShouldBe("äcme");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_tells_the_same_as_a_watch(bool here)
    {
        var representation = ObservedNode.Representation(_ => here);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(Node));
        reader.Read();
        var watched = representation.WatchedReader!(ref reader, TextInPieces.Of(Node, 1));
        var listed = JsonSerializer.Deserialize(Node, representation.Type);

        listed.Identity.ShouldBe(watched.Identity);
        listed.Digest.ShouldBe(watched.Digest);
        (listed.Message?.Object.GetRawText()).ShouldBe(here ? Node : null);
        (watched.Message?.Object.GetRawText()).ShouldBe(here ? Node : null);
    }

    [Fact]
    public void A_message_that_nobody_has_parsed_travels_like_any_other()
    {
        var catalog = new MessageCatalog(NodeMessages.Manifests);
        var identity = new Lynq.Kubernetes.ObjectIdentity("prod", "acme-web", "u", "42");
        var (manifest, payload) = catalog.Serialize(new NodeObserved(Key, identity, Encoding.UTF8.GetBytes(Node)));

        var arrived = catalog.Deserialize(manifest, payload).ShouldBeOfType<NodeObserved>();

        arrived.Node.ShouldBe(Key);
        arrived.Identity.ShouldBe(identity);
        JsonElement.DeepEquals(arrived.Object, JsonElement.Parse(Node)).ShouldBeTrue();
    }
}
