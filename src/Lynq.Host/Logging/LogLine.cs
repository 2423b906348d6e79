using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lynq.Host.Logging;

/// <summary>A line of the log that is being written: buffers that serve one line after the other of a thread.</summary>
internal sealed class LogLine
{
    private const int LargestKept = 64 * 1024;

    private ArrayBufferWriter<byte> _text = new(1024);

    /// <summary>Writes the line's object.</summary>
    public Utf8JsonWriter Json { get; } = new(Stream.Null, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Begins a line, whatever became of the one before it.</summary>
    public void Begin()
    {
        // One giant is no reason to keep its memory.
        if (_text.Capacity > LargestKept)
            _text = new(1024);
        _text.ResetWrittenCount();
        Json.Reset(_text);
    }

    /// <summary>Ends it.</summary>
    public void EndInto(TextWriter output)
    {
        Json.Flush();
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(_text.WrittenCount));
        output.Write(chars, 0, Encoding.UTF8.GetChars(_text.WrittenSpan, chars));
        output.Write('\n');
        ArrayPool<char>.Shared.Return(chars);
    }
}
