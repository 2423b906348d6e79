using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Lynq.Actors.Port;
using Lynq.Cluster.Wire;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Wire;

public sealed class LynqSerializerTests : IAsyncLifetime
{
    private readonly ActorSystem _akka = ActorSystem.Create("wire");

    private SerializerWithStringManifest Serializer => new LynqSerializer((ExtendedActorSystem)_akka);

    public static IEnumerable<object[]> Messages => MessageCatalog.Operator.Types.Select(type => new object[] { type.Name });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _akka.Terminate();

    [Theory, MemberData(nameof(Messages))]
    public void Every_message_survives_the_journey(string name)
    {
        var message = (IActorMessage)Sample.Of(MessageCatalog.Operator.Types.Single(type => type.Name == name));
        var sent = new ShardEnvelope("tenants/acme-web", message, Expectation.Acceptance);

        var received = Serializer.FromBinary(Serializer.ToBinary(sent), Serializer.Manifest(sent)).ShouldBeOfType<ShardEnvelope>();

        received.Key.ShouldBe(sent.Key);
        received.Expects.ShouldBe(sent.Expects);
        received.Message.ShouldBeOfType(message.GetType());
        MessageCatalog.Operator.Serialize(received.Message).Payload.ShouldBe(MessageCatalog.Operator.Serialize(message).Payload);
    }

    [Fact]
    public void What_the_engine_itself_sends_survives_the_journey()
    {
        foreach (var sent in new object[] { Accepted.Instance, new Failed("no"), new ShardCall("17"), new StartNotice("watch", "apps/v1/Deployment"), ShardsMoved.Instance })
            Serializer.FromBinary(Serializer.ToBinary(sent), Serializer.Manifest(sent)).ShouldBe(sent);
    }

    [Theory]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process", "{}")]
    [InlineData("hub/unheard-of/v9", "{}")]
    [InlineData("e1", "")]
    [InlineData("e1", "garbage")]
    [InlineData("s1", "x")]
    [InlineData("hub/sync-now/v1", "[]")]
    public void What_is_not_on_the_list_or_is_broken_is_refused(string manifest, string payload) =>
        Should.Throw<SerializationException>(() => Serializer.FromBinary(System.Text.Encoding.UTF8.GetBytes(payload), manifest));

    [Fact]
    public void What_is_not_on_the_list_is_not_written() =>
        Should.Throw<SerializationException>(() => Serializer.ToBinary(new Version(1, 0)));
}
