using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Port;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Wire;

/// <summary>
/// A rolling upgrade has two releases in one cluster. The file beside this test has a message of each manifest as it was first
/// written: it is added to, and never changed. A message that changes gets a manifest of its own.
/// </summary>
public sealed class PreviousReleaseTests
{
    private static readonly string File = RepositoryRoot.Combine("tests", "Lynq.Cluster.Tests", "Wire", "messages.json");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string> Manifests => [.. Recorded().Select(entry => entry.Key)];

    [Theory, MemberData(nameof(Manifests))]
    public void What_was_sent_is_read_and_means_the_same(string manifest)
    {
        var payload = Recorded()[manifest]!;

        var message = MessageCatalog.Operator.Deserialize(manifest, Encoding.UTF8.GetBytes(payload.ToJsonString()));

        var (now, written) = MessageCatalog.Operator.Serialize(message);
        now.ShouldBe(manifest);
        var again = JsonNode.Parse(written)!.AsObject();
        foreach (var (name, value) in payload.AsObject())
            Holds(again[name], value).ShouldBeTrue($"{manifest}: {name}");
    }

    [Theory, MemberData(nameof(Manifests))]
    public void What_a_newer_release_adds_is_left_aside(string manifest)
    {
        var payload = Recorded()[manifest]!.DeepClone();
        payload["addedLater"] = new JsonObject { ["a"] = 1 };

        MessageCatalog.Operator.Deserialize(manifest, Encoding.UTF8.GetBytes(payload.ToJsonString())).ShouldNotBeNull();
    }

    [Fact]
    public void Every_message_is_recorded_and_none_has_gone()
    {
        var now = MessageCatalog.Operator.Types.Select(type => MessageCatalog.Operator.Serialize((IActorMessage)Sample.Of(type)))
            .ToDictionary(written => written.Manifest, written => JsonNode.Parse(written.Payload), StringComparer.Ordinal);
        var recorded = Recorded();
        var missing = now.Where(message => !recorded.ContainsKey(message.Key)).ToList();
        if (missing.Count > 0 && Environment.GetEnvironmentVariable("LYNQ_UPDATE_SNAPSHOTS") == "1")
        {
            foreach (var (manifest, payload) in missing) recorded[manifest] = payload;
            System.IO.File.WriteAllText(File, new JsonObject(recorded.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => KeyValuePair.Create(e.Key, e.Value?.DeepClone()))).ToJsonString(Indented) + "\n");
        }

        missing.Select(message => message.Key).ShouldBeEmpty("new messages are added to the file by running this test once with LYNQ_UPDATE_SNAPSHOTS=1");
        recorded.Select(message => message.Key).Except(now.Keys).ShouldBeEmpty("a release that still sends it may be in the cluster");
    }

    // What was added since, also to what is nested in the message, does not change what was there.
    private static bool Holds(JsonNode? now, JsonNode? recorded) => (now, recorded) switch
    {
        (JsonObject whole, JsonObject part) => part.All(member => whole.ContainsKey(member.Key) && Holds(whole[member.Key], member.Value)),
        (JsonArray all, JsonArray same) => all.Count == same.Count && all.Zip(same).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(now, recorded),
    };

    private static JsonObject Recorded() => System.IO.File.Exists(File) ? JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject() : [];
}
