using System.Globalization;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>
/// What a template has printed so far. It also watches whether the whole result is one typed value with nothing but white
/// space around it (contract §4.4), and hands a result that is one string on without copying it.
/// </summary>
internal sealed class OutputBuffer
{
    private const int KeptSize = 64 * 1024;
    private char[] _text = new char[1024];
    private int _length;
    private int _limit;
    private string? _only;
    private bool _hasText;
    private Value _typed;

    /// <summary>The one typed value that is the whole result, or nil.</summary>
    public Value Typed => _hasText ? default : _typed;

    /// <summary>Starts a result.</summary>
    /// <param name="limit">The most UTF-16 units it may have.</param>
    public void Begin(int limit)
    {
        _limit = limit;
        _length = 0;
        _only = null;
        _hasText = false;
        _typed = default;
    }

    /// <summary>Forgets the result and any unusually large buffer.</summary>
    public void End()
    {
        _only = null;
        _typed = default;
        if (_text.Length > KeptSize)
        {
            _text = new char[1024];
        }
    }

    /// <summary>The result.</summary>
    public string Finish() => GoText.Normalize(_only ?? _text.AsSpan(0, _length).ToString());

    /// <summary>Prints a constant piece of the template.</summary>
    /// <returns>Whether it still fits.</returns>
    public bool Append(string text, bool isBlank)
    {
        _hasText |= !isBlank;
        return AppendText(text);
    }

    /// <summary>Prints a value; nil as <c>&lt;no value&gt;</c>.</summary>
    /// <returns>Whether it still fits.</returns>
    public bool Append(in Value value)
    {
        if (value.IsTyped)
        {
            _hasText |= !_typed.IsNil;
            _typed = value;
        }
        else if (!_hasText)
        {
            _hasText = value.Kind != ValueKind.String || !string.IsNullOrWhiteSpace(value.AsString);
        }

        return value.Kind switch
        {
            ValueKind.String => AppendText(value.AsString),
            ValueKind.Int or ValueKind.Int64 => AppendInteger(value.AsInt),
            ValueKind.Nil => AppendText("<no value>"),
            _ => AppendText(ValuePrinter.Print(value)),
        };
    }

    private bool AppendText(string text)
    {
        if (_length == 0)
        {
            // Until a second piece comes this one need not be copied.
            _only = text;
            _length = text.Length;
            return _length <= _limit;
        }

        if (text.Length == 0)
        {
            return true;
        }

        var room = Room(text.Length);
        text.CopyTo(room);
        _length += text.Length;
        return _length <= _limit;
    }

    private bool AppendInteger(long number)
    {
        var room = Room(20);
        number.TryFormat(room, out var written, provider: CultureInfo.InvariantCulture);
        _length += written;
        return _length <= _limit;
    }

    private Span<char> Room(int size)
    {
        if (_length + size > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + size, _text.Length * 2));
        }

        if (_only is not null)
        {
            _only.CopyTo(_text);
            _only = null;
        }

        return _text.AsSpan(_length);
    }
}
