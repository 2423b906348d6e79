using System.Buffers;
using System.Text.Json;

namespace Lynq.Kubernetes.Transport;

/// <summary>Reads an object of a watch as JSON.</summary>
internal static class WatchedElement
{
    /// <summary>
    /// The object, which takes the rest of the line with every server that is known. Through the reader each object would be
    /// gone through three times: to find its end, to find it once more, and to take it in.
    /// </summary>
    public static JsonElement Read(ref Utf8JsonReader reader, ReadOnlySequence<byte> rest) => Whole(rest) ?? JsonElement.ParseValue(ref reader);

    /// <returns>The object; null when something else follows it.</returns>
    private static JsonElement? Whole(ReadOnlySequence<byte> rest)
    {
        ReadOnlySpan<byte> text = rest.IsSingleSegment ? rest.FirstSpan : rest.ToArray();
        text = text.TrimEnd(" \t\r"u8);
        try
        {
            return text.EndsWith("}}"u8) ? JsonElement.Parse(text[..^1]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
