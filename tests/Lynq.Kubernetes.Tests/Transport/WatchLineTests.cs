using System.Buffers;
using System.Text;
using System.Text.Json;
using Lynq.Kubernetes.Transport;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

/// <summary>One line of a watch, in every form that the protocol allows.</summary>
public sealed class WatchLineTests
{
    private static readonly KubernetesRequest Request = new() { Verb = RequestVerb.Watch };

    [Theory]
    [InlineData("""{"type":"MODIFIED","object":{"metadata":{"name":"a"},"data":{"x":"}}"}}}""")]
    [InlineData("""{"object":{"metadata":{"name":"a"},"data":{"x":"}}"}},"type":"MODIFIED"}""")]
    [InlineData("""{"type":"MODIFIED","object":{"metadata":{"name":"a"},"data":{"x":"}}"}},"more":{"y":{}}}""")]
    [InlineData("""{"more":[1],"type":"MODIFIED","object":{"metadata":{"name":"a"},"data":{"x":"}}"}}}""")]
    [InlineData("""{ "type" : "MODIFIED", "object" : { "metadata": { "name": "a" }, "data": { "x": "}}" } } }""")]
    [InlineData("{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"a\"},\"data\":{\"x\":\"}}\"}}}\r")]
    public void An_object_is_read_wherever_it_stands_in_its_line(string line)
    {
        foreach (var pieces in new[] { 1, 2, 7 })
        {
            var change = WatchLine.Parse(Request, TextInPieces.Of(line, pieces), Representation.Full)!;

            change.Value.Type.ShouldBe(WatchEventType.Modified);
            JsonElement.DeepEquals(change.Value.Object, JsonElement.Parse("""{"metadata":{"name":"a"},"data":{"x":"}}"}}""")).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("""{"type":"ADDED","object":{"metadata":{name:"a"}}}""")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"object":{}}""")]
    [InlineData("""[]""")]
    public void What_is_no_event_is_refused(string line) =>
        Should.Throw<JsonException>(() => WatchLine.Parse(Request, TextInPieces.Of(line, 1), Representation.Full));

    [Fact]
    public void An_object_outlives_the_buffer_that_it_was_read_from()
    {
        var buffer = Encoding.UTF8.GetBytes("""{"type":"ADDED","object":{"metadata":{"name":"a"}}}""");
        var change = WatchLine.Parse(Request, new ReadOnlySequence<byte>(buffer), Representation.Full)!;

        buffer.AsSpan().Fill((byte)'x');

        change.Value.Object.GetProperty("metadata").GetProperty("name").GetString().ShouldBe("a");
    }
}
