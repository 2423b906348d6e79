using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Port;

public sealed class MessageCatalogTests
{
    private static readonly NodeKey Node = new("shop", "acme-web");

    [Fact]
    public void A_row_survives_the_journey()
    {
        var sent = new DesireNode
        {
            Node = Node,
            Hub = new HubKey("shop", "tenants"),
            HubUid = "u1",
            Form = new FormKey("shop", "web"),
            FormGeneration = 7,
            Row = new NodeRow { Uid = "acme", Activate = "1", Extras = new Dictionary<string, string> { ["plan"] = "<a&b>é" } },
            RowHash = UInt128.MaxValue - 1,
        };

        var received = Travel(sent);

        (received with { Row = null }).ShouldBe(sent with { Row = null });
        received.Row!.Uid.ShouldBe("acme");
        received.Row.Extras["plan"].ShouldBe("<a&b>é");
    }

    [Fact]
    public void A_child_survives_the_journey_with_its_identity()
    {
        var sent = new ChildObserved
        {
            Node = Node,
            Resource = new ResourceKey(new GroupVersionKind("apps", "v1", "Deployment"), "shop", "web"),
            Uid = "u2",
            ResourceVersion = "12",
            Generation = 3,
            Object = JsonDocument.Parse("""{"status":{"replicas":2}}""").RootElement,
        };

        var received = Travel(sent);

        (received with { Object = null }).ShouldBe(sent with { Object = null });
        received.Object!.Value.GetProperty("status").GetProperty("replicas").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void A_kind_survives_the_journey()
    {
        var sent = new ResourceInUse { Kind = new GroupVersionKind("", "v1", "ConfigMap"), Node = Node, NeedsStatus = false };

        Travel(sent).ShouldBe(sent);
    }

    [Fact]
    public void What_is_not_listed_is_not_written() =>
        Should.Throw<InvalidOperationException>(() => MessageCatalog.Operator.Serialize(new Unlisted()));

    [Fact]
    public void What_is_not_listed_is_not_read() =>
        Should.Throw<InvalidOperationException>(() => MessageCatalog.Operator.Deserialize("System.Diagnostics.Process", "{}"u8));

    [Fact]
    public void Every_message_of_the_rooms_is_listed()
    {
        var local = typeof(HubMessages).Assembly.GetTypes()
            .Where(t => t.IsPublic && !t.IsInterface && t.IsAssignableTo(typeof(IActorMessage)));

        local.Except(MessageCatalog.Operator.Types).ShouldBeEmpty();
    }

    private static T Travel<T>(T message)
        where T : IActorMessage
    {
        var (manifest, payload) = MessageCatalog.Operator.Serialize(message);
        return (T)MessageCatalog.Operator.Deserialize(manifest, payload);
    }

    private sealed record Unlisted : IActorMessage;
}
