using System.Buffers;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Storage;

/// <summary>
/// One immutable version of an object. Its JSON is kept as UTF-8, serialised once, without the parts that depend on who asks
/// (apiVersion, kind) or on when it is committed (resourceVersion): those are put in front when it is written out.
/// </summary>
internal sealed class StoredObject
{
    public required ObjectKey Key { get; init; }

    public required string Uid { get; init; }

    /// <summary>All JSON after <c>"metadata":{"resourceVersion":"…",</c>, to the closing brace.</summary>
    public required byte[] Tail { get; init; }

    /// <summary>How much of it belongs to the metadata, their closing brace included.</summary>
    public required int MetadataLength { get; init; }

    public required LabelPair[] Labels { get; init; }

    public required string[] OwnerUids { get; init; }

    public required bool Terminating { get; init; }

    public long ResourceVersion { get; init; }

    /// <summary>The same object at another version: the JSON is shared.</summary>
    public StoredObject At(long resourceVersion) => new()
    {
        Key = Key,
        Uid = Uid,
        Tail = Tail,
        MetadataLength = MetadataLength,
        Labels = Labels,
        OwnerUids = OwnerUids,
        Terminating = Terminating,
        ResourceVersion = resourceVersion,
    };

    /// <summary>Writes the whole object as the given version of its resource.</summary>
    public void WriteTo(IBufferWriter<byte> output, byte[] typePrefix)
    {
        output.Write(typePrefix);
        WriteVersion(output);
        output.Write(Tail);
    }

    /// <summary>Writes its metadata alone.</summary>
    public void WriteMetadataTo(IBufferWriter<byte> output)
    {
        output.Write("{\"resourceVersion\":\""u8);
        WriteVersion(output);
        output.Write(Tail.AsSpan(0, MetadataLength));
    }

    /// <summary>Its metadata as a tree of their own: they are the same in every version of its resource.</summary>
    public JsonObject Metadata()
    {
        var buffer = new ArrayBufferWriter<byte>(MetadataLength + 64);
        WriteMetadataTo(buffer);
        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    /// <summary>The object as a tree of its own.</summary>
    public JsonObject ToJson(ResourceType type)
    {
        var buffer = new ArrayBufferWriter<byte>(Tail.Length + 160);
        WriteTo(buffer, TypePrefix.Of(type));
        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    private void WriteVersion(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(20);
        ResourceVersion.TryFormat(span, out var written);
        output.Advance(written);
        output.Write("\","u8);
    }
}

/// <summary>One label of an object.</summary>
internal readonly record struct LabelPair(string Name, string Value);
