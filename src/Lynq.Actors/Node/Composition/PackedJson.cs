using System.Buffers;
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

    private static readonly object Deflated = new();

    private readonly byte[]? _bytes;

    // A TextBasis, or the mark of deflate, or null for plain bytes: one reference tells how, tens of thousands of times.
    private readonly object? _how;

    private PackedJson(byte[] bytes, object? how)
    {
        _bytes = bytes;
        _how = how;
    }

    /// <summary>Nothing was packed.</summary>
    public bool IsEmpty => _bytes is null;

    /// <summary>Bytes held.</summary>
    public int Length => _bytes?.Length ?? 0;

    /// <summary>Packs an object by what it shares with one like it.</summary>
    /// <param name="utf8">The object.</param>
    /// <param name="basis">One like it; null when there is none.</param>
    /// <param name="isLikeIt">False when the basis was of no use.</param>
    public static PackedJson Pack(ReadOnlySpan<byte> utf8, TextBasis? basis, out bool isLikeIt)
    {
        var own = basis?.Encode(utf8);
        isLikeIt = own is not null && own.Length <= utf8.Length / 2;
        return isLikeIt ? new PackedJson(own!, basis) : Pack(utf8);
    }

    /// <summary>Packs an object by itself.</summary>
    public static PackedJson Pack(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < WorthCompressing) return new PackedJson(utf8.ToArray(), how: null);
        using var output = new MemoryStream(utf8.Length / 2);
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(utf8);
        return output.Length < utf8.Length * 9 / 10
            ? new PackedJson(output.ToArray(), Deflated)
            : new PackedJson(utf8.ToArray(), how: null);
    }

    /// <summary>The object, to be changed at will.</summary>
    public JsonObject Unpack()
    {
        if (_bytes is null) return new JsonObject();
        using var scratch = ScratchBuffer.Take();
        UnpackTo(scratch.Output);
        return JsonNode.Parse(scratch.Output.WrittenSpan)!.AsObject();
    }

    /// <summary>Writes the object as it was packed; nothing when nothing was.</summary>
    public void UnpackTo(IBufferWriter<byte> output)
    {
        if (_how is TextBasis basis) basis.Decode(_bytes, output);
        else if (_how is null) output.Write(_bytes);
        else Inflate(_bytes!, output);
    }

    private static void Inflate(byte[] bytes, IBufferWriter<byte> output)
    {
        using var inflate = new DeflateStream(new MemoryStream(bytes, writable: false), CompressionMode.Decompress);
        for (var count = -1; count != 0;)
        {
            count = inflate.Read(output.GetSpan(1024));
            output.Advance(count);
        }
    }
}
