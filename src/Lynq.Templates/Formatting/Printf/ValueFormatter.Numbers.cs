using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Integers, floats and complex numbers.</summary>
internal sealed partial class ValueFormatter
{
    private void Integer(in Value value, Rune verb)
    {
        var isSigned = value.Kind is not (ValueKind.Uint8 or ValueKind.Uint64);
        switch (verb.Value)
        {
            case 'v' when _flags.SharpV && !isSigned:
                var sharp = _flags.Sharp;
                _flags.Sharp = true;
                Digits(value.AsInt, 16, isSigned, verb);
                _flags.Sharp = sharp;
                break;
            case 'v' or 'd':
                Digits(value.AsInt, 10, isSigned, verb);
                break;
            case 'b':
                Digits(value.AsInt, 2, isSigned, verb);
                break;
            case 'o' or 'O':
                Digits(value.AsInt, 8, isSigned, verb);
                break;
            case 'x' or 'X':
                Digits(value.AsInt, 16, isSigned, verb);
                break;
            case 'c':
                Character(value.AsInt);
                break;
            case 'q':
                QuotedCharacter(value.AsInt);
                break;
            case 'U':
                CodePoint(value.AsInt);
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void Digits(long number, uint numberBase, bool isSigned, Rune verb)
    {
        var isNegative = isSigned && number < 0;
        var magnitude = isNegative ? unchecked((ulong)-number) : (ulong)number;
        if (_flags.Precision == 0 && magnitude == 0)
        {
            _text.Append(' ', Reserve(_flags.Width ?? 0));
            return;
        }

        var digits = ToBase(magnitude, numberBase, verb.Value == 'X');
        var text = Prefix(isNegative, numberBase, digits, verb) + digits;
        var zero = _flags.Zero;
        _flags.Zero = false;
        PadText(text);
        _flags.Zero = zero;
    }

    private static string ToBase(ulong magnitude, uint numberBase, bool upper)
    {
        var digits = new StringBuilder();
        for (var rest = magnitude; rest > 0 || digits.Length == 0; rest /= numberBase)
        {
            digits.Insert(0, (upper ? "0123456789ABCDEF" : "0123456789abcdef")[(int)(rest % numberBase)]);
        }

        return digits.ToString();
    }

    private string Prefix(bool isNegative, uint numberBase, string digits, Rune verb)
    {
        var sign = isNegative ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : "";
        var least = _flags.Precision
            ?? (_flags is { Zero: true, Minus: false, Width: { } width } ? width - sign.Length : 0);
        var zeros = new string('0', Reserve(Math.Max(0, least - digits.Length)));
        var mark = !_flags.Sharp ? "" : numberBase switch
        {
            2 => "0b",
            8 => (zeros + digits)[0] == '0' ? "" : "0",
            16 => verb.Value == 'X' ? "0X" : "0x",
            _ => "",
        };
        return sign + (verb.Value == 'O' ? "0o" : "") + mark + zeros;
    }

    private int Reserve(int size)
    {
        context.ReserveSize(_text.Length + size);
        return size;
    }

    private void Float(in Value value, Rune verb)
    {
        if (verb.Value is 'v' or 'b' or 'g' or 'G' or 'x' or 'X' or 'f' or 'F' or 'e' or 'E')
        {
            FloatNumber(value.AsFloat, (char)verb.Value);
        }
        else
        {
            BadVerb(value, verb);
        }
    }

    private void ComplexNumber(in Value value, Rune verb)
    {
        if (verb.Value is not ('v' or 'b' or 'g' or 'G' or 'x' or 'X' or 'f' or 'F' or 'e' or 'E'))
        {
            BadVerb(value, verb);
            return;
        }

        var plus = _flags.Plus;
        Append("(");
        FloatNumber(value.AsComplex.Real, (char)verb.Value);
        _flags.Plus = true;
        FloatNumber(value.AsComplex.Imaginary, (char)verb.Value);
        Append("i)");
        _flags.Plus = plus;
    }

    private void FloatNumber(double number, char verb)
    {
        var format = verb switch { 'v' => 'g', 'F' => 'f', _ => verb };
        var precision = _flags.Precision ?? (format is 'e' or 'E' or 'f' ? 6 : -1);
        Reserve(precision);
        var text = FloatVerb.Format(number, format, precision);
        var isNegative = text[0] == '-';
        var digits = text[0] is '-' or '+' ? text[1..] : text;
        var sign = isNegative ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : "";
        var zero = _flags.Zero;
        if (!double.IsFinite(number))
        {
            _flags.Zero = false;
            PadText((sign.Length == 0 && double.IsInfinity(number) ? "+" : sign) + digits);
            _flags.Zero = zero;
            return;
        }

        digits = _flags.Sharp && format != 'b' ? FloatVerb.WithPoint(digits, format, precision) : digits;
        var missing = (_flags.Width ?? 0) - sign.Length - digits.Length;
        if (sign.Length > 0 && zero && !_flags.Minus && missing > 0)
        {
            Append(sign);
            _text.Append('0', Reserve(missing));
            Append(digits);
            return;
        }

        PadText(sign + digits);
    }
}
