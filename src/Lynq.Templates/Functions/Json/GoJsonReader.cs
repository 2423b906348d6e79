using System.Globalization;
using System.Text;
using Lynq.Templates.Formatting;
using Lynq.Templates.Functions.Reflection;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Json;

/// <summary>Reads JSON as Go's <c>encoding/json</c> does into untyped values: every number is a float64.</summary>
internal sealed class GoJsonReader
{
    private const int MaxDepth = 10_000;

    private readonly string _text;
    private int _at;
    private int _depth;

    private GoJsonReader(string text) => _text = text;

    /// <summary>Reads one JSON text.</summary>
    /// <exception cref="FormatException">The text is no JSON; the message is Go's.</exception>
    internal static Value Read(string text)
    {
        var reader = new GoJsonReader(text);
        var value = reader.ReadValue("looking for beginning of value");
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Unexpected("after top-level value");
    }

    private Value ReadValue(string place)
    {
        SkipSpace();
        switch (Peek())
        {
            case '{':
                return Nested(ReadObject);
            case '[':
                return Nested(ReadArray);
            case '"':
                return Value.FromString(ReadString());
            case 't':
                return Literal("true", Value.True);
            case 'f':
                return Literal("false", Value.False);
            case 'n':
                return Literal("null", Value.Nil);
            case '-' or (>= '0' and <= '9'):
                return Value.FromFloat(ReadNumber());
            default:
                throw Unexpected(place);
        }
    }

    private Value Nested(Func<Value> read)
    {
        Nesting.Check();
        if (++_depth > MaxDepth) throw new FormatException("exceeded max depth");
        _at++;
        var value = read();
        _depth--;
        return value;
    }

    private Value ReadObject()
    {
        var map = new MapValue(MapType.Any);
        SkipSpace();
        if (TryTake('}')) return Value.FromMap(map);
        while (true)
        {
            SkipSpace();
            if (Peek() != '"') throw Unexpected("looking for beginning of object key string");
            var key = ReadString();
            SkipSpace();
            if (!TryTake(':')) throw Unexpected("after object key");
            map.Set(key, ReadValue("looking for beginning of value"));
            SkipSpace();
            if (TryTake('}')) return Value.FromMap(map);
            if (!TryTake(',')) throw Unexpected("after object key:value pair");
        }
    }

    private Value ReadArray()
    {
        var items = new List<Value>();
        SkipSpace();
        if (TryTake(']')) return Value.FromList();
        while (true)
        {
            items.Add(ReadValue("looking for beginning of value"));
            SkipSpace();
            if (TryTake(']')) return Value.FromList([.. items]);
            if (!TryTake(',')) throw Unexpected("after array element");
        }
    }

    private Value Literal(string word, Value value)
    {
        for (var i = 0; i < word.Length; i++, _at++)
        {
            if (Peek() != word[i]) throw Unexpected($"in literal {word} (expecting '{word[i]}')");
        }

        return value;
    }

    private double ReadNumber()
    {
        var start = _at;
        TryTake('-');
        if (!TryTake('0')) SkipDigits("in numeric literal");
        if (TryTake('.')) SkipDigits("after decimal point in numeric literal");
        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-') _at++;
            SkipDigits("in exponent of numeric literal");
        }

        var digits = _text.AsSpan(start, _at - start);
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? number
            : throw new FormatException($"json: cannot unmarshal number {digits} into Go value of type float64");
    }

    private void SkipDigits(string place)
    {
        if (!char.IsAsciiDigit(Peek())) throw Unexpected(place);
        while (char.IsAsciiDigit(Peek())) _at++;
    }

    private string ReadString()
    {
        var start = ++_at;
        var end = _text.AsSpan(start).IndexOfAny('"', '\\');
        if (end < 0) throw new FormatException("unexpected end of JSON input");
        var plain = _text.AsSpan(start, end);
        if (_text[start + end] == '"' && !plain.ContainsAnyInRange('\0', '\x1F') && !GoText.HasInvalidBytes(plain))
        {
            _at = start + end + 1;
            return plain.ToString();
        }

        var result = new StringBuilder();
        while (!TryTake('"')) AppendCharacter(result);
        return result.ToString();
    }

    private void AppendCharacter(StringBuilder result)
    {
        if (_at >= _text.Length) throw new FormatException("unexpected end of JSON input");
        if (_text[_at] < ' ') throw Unexpected("in string literal");
        if (_text[_at] == '\\')
        {
            _at++;
            AppendEscape(result);
            return;
        }

        var rest = _text.AsSpan(_at);
        result.AppendRune(GoText.Next(rest, out var rune, out _) ? rune : Rune.ReplacementChar);
        _at += GoText.Step(rest);
    }

    private void AppendEscape(StringBuilder result)
    {
        var c = Peek();
        if (c == 'u')
        {
            _at++;
            AppendUnicode(result);
            return;
        }

        result.Append(c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Unexpected("in string escape code"),
        });
        _at++;
    }

    /// <summary>Half of a surrogate pair without its other half is U+FFFD.</summary>
    private void AppendUnicode(StringBuilder result)
    {
        var first = ReadHex();
        if (!char.IsSurrogate(first))
        {
            result.Append(first);
            return;
        }

        var held = _at;
        if (char.IsHighSurrogate(first) && _at + 1 < _text.Length && _text[_at] == '\\' && _text[_at + 1] == 'u')
        {
            _at += 2;
            var second = ReadHex();
            if (char.IsLowSurrogate(second))
            {
                result.Append(first).Append(second);
                return;
            }

            _at = held;
        }

        result.Append('\uFFFD');
    }

    private char ReadHex()
    {
        var code = 0;
        for (var i = 0; i < 4; i++, _at++)
        {
            if (!char.IsAsciiHexDigit(Peek())) throw Unexpected("in \\u hexadecimal character escape");
            code = (code * 16) + Convert.FromHexString(['0', _text[_at]])[0];
        }

        return (char)code;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool TryTake(char c)
    {
        if (_at >= _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n') _at++;
    }

    private FormatException Unexpected(string place)
    {
        if (_at >= _text.Length) return new FormatException("unexpected end of JSON input");
        var quoted = _text[_at] == '\'' ? "\\'" : _text[_at] == '"' ? "\"" : GoQuote.Quote(_text[_at].ToString())[1..^1];
        return new FormatException($"invalid character '{quoted}' {place}");
    }
}
