using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// A JSON object at rest in as few bytes as is cheap: it is needed again only when drift is repaired, but thousands are held.
/// </summary>
internal readonly struct PackedJson
{
    // Below this, deflate's own overhead eats what it saves.
    private const int WorthCompressing = 400;

    private readonly byte[]? _bytes;
    private readonly bool _deflated;

    private PackedJson(byte[] bytes, bool deflated)
    {
        _bytes = bytes;
        _deflated = deflated;
    }

    /// <summary>Nothing was packed.</summary>
    public bool IsEmpty => _bytes is null;

    /// <summary>Bytes held.</summary>
    public int Length => _bytes?.Length ?? 0;

    public static PackedJson Pack(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < WorthCompressing) return new PackedJson(utf8.ToArray(), deflated: false);
        using var output = new MemoryStream(utf8.Length / 2);
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(utf8);
        return output.Length < utf8.Length * 9 / 10
            ? new PackedJson(output.ToArray(), deflated: true)
            : new PackedJson(utf8.ToArray(), deflated: false);
    }

    /// <summary>The object, to be changed at will.</summary>
    public JsonObject Unpack()
    {
        if (_bytes is null) return new JsonObject();
        if (!_deflated) return JsonNode.Parse(_bytes)!.AsObject();
        using var inflate = new DeflateStream(new MemoryStream(_bytes, writable: false), CompressionMode.Decompress);
        return JsonNode.Parse(inflate)!.AsObject();
    }
}
