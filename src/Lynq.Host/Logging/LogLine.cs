using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lynq.Host.Logging;

/// <summary>
/// A line of the log that is being written: buffers that serve one line after the other of a thread. Whoever begins a line while another
/// is being written gets buffers of his own; those of a line that failed are left.
/// </summary>
internal sealed class LogLine
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static LogLine? t_spare;

    private readonly ArrayBufferWriter<byte> _text = new(1024);

    private LogLine() => Json = new(_text, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes the line's object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Begins a line.</summary>
    public static LogLine Begin()
    {
        var line = t_spare ?? new();
        t_spare = null;
        return line;
    }

    /// <summary>Ends it; it is not to be used any more.</summary>
    public void EndInto(TextWriter output)
    {
        Json.Flush();
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(_text.WrittenCount));
        output.Write(chars, 0, Encoding.UTF8.GetChars(_text.WrittenSpan, chars));
        output.Write('\n');
        ArrayPool<char>.Shared.Return(chars);
        // One giant is no reason to keep its memory.
        if (_text.Capacity > LargestKept)
            return;
        _text.ResetWrittenCount();
        Json.Reset();
        t_spare = this;
    }
}
