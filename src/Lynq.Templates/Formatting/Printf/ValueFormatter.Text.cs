using System.Globalization;
using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Strings and characters.</summary>
internal sealed partial class ValueFormatter
{
    private void Text(in Value value, string text, Rune verb)
    {
        switch (verb.Value)
        {
            case 'v' when _flags.SharpV:
            case 'q':
                Quoted(Truncate(text));
                break;
            case 'v' or 's':
                PadText(Truncate(text));
                break;
            case 'x' or 'X':
                Hexadecimal(GoText.ToBytes(text), verb.Value == 'X');
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void Quoted(string text)
    {
        var raw = _flags.Sharp && CanBackquote(text);
        PadText(raw ? $"`{text}`" : _flags.Plus ? GoQuoteAscii.Quote(text, context) : GoQuote.Quote(text, context));
    }

    /// <summary>Cuts to the precision, which counts characters.</summary>
    private string Truncate(string text)
    {
        if (_flags.Precision is not { } precision)
        {
            return text;
        }

        var rest = text.AsSpan();
        for (; precision > 0 && !rest.IsEmpty; precision--)
        {
            rest = rest[GoText.Step(rest)..];
        }

        return text[..^rest.Length];
    }

    private void Hexadecimal(ReadOnlySpan<byte> bytes, bool upper)
    {
        bytes = bytes[..Math.Min(bytes.Length, _flags.Precision ?? int.MaxValue)];
        var prefix = _flags.Sharp ? upper ? "0X" : "0x" : "";
        context.RequireSize(bytes.Length * 2L);
        var digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
        var text = new StringBuilder(bytes.Length * 2);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i == 0 || _flags.Space)
            {
                text.Append(i == 0 ? "" : " ").Append(prefix);
            }

            text.Append(digits[bytes[i] >> 4]).Append(digits[bytes[i] & 0xF]);
        }

        PadText(text.ToString());
    }

    private static bool CanBackquote(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '`' or 0x7F or 0xFEFF or 0xFFFD || (rune.Value < ' ' && rune.Value != '\t'))
            {
                return false;
            }
        }

        return true;
    }

    private void Character(long code) => PadText(ToRune(code).ToString());

    private void QuotedCharacter(long code) =>
        PadText(_flags.Plus ? GoQuoteAscii.QuoteCharacter(ToRune(code)) : GoQuoteAscii.QuotePrintable(ToRune(code)));

    private void CodePoint(long code)
    {
        var digits = unchecked((ulong)code).ToString("X", CultureInfo.InvariantCulture);
        var text = $"U+{digits.PadLeft(Math.Max(4, _flags.Precision ?? 0), '0')}";
        if (_flags.Sharp && code is >= 0 and <= 0x10FFFF && GoQuote.IsPrintable(ToRune(code)))
        {
            text += $" '{ToRune(code)}'";
        }

        var zero = _flags.Zero;
        _flags.Zero = false;
        PadText(text);
        _flags.Zero = zero;
    }

    private static Rune ToRune(long code) =>
        code is >= 0 and <= 0x10FFFF && Rune.TryCreate((int)code, out var rune) ? rune : Rune.ReplacementChar;
}
