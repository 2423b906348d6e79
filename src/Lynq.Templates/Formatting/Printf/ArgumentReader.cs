using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Reads the numbers in a format: widths, precisions and explicit argument indexes.</summary>
internal static class ArgumentReader
{
    private const int TooLarge = 1_000_000;

    /// <summary>Reads a decimal number; one that is too large ends the format, as in Go.</summary>
    public static int? Number(string format, int end, ref int at)
    {
        var (number, any) = (0, false);
        for (; at < end && char.IsAsciiDigit(format[at]); at++)
        {
            if (number > TooLarge)
            {
                at = end;
                return null;
            }

            number = (number * 10) + (format[at] - '0');
            any = true;
        }

        return any ? number : null;
    }

    /// <summary>Reads <c>[n]</c>: whether it is there and well formed, and the index from 0.</summary>
    /// <param name="format">The format.</param>
    /// <param name="at">Where it may begin; passes it.</param>
    /// <param name="index">The index, -1 if it is not a number.</param>
    public static bool Index(string format, ref int at, out int index)
    {
        index = -1;
        var close = format.Length - at < 3 ? -1 : format.IndexOf(']', at + 1);
        if (close < 0)
        {
            at++;
            return false;
        }

        var digits = at + 1;
        var number = Number(format, close, ref digits);
        var good = number is not null && digits == close;
        at = close + 1;
        index = good ? number!.Value - 1 : -1;
        return good;
    }

    /// <summary>The argument that <c>*</c> stands for, or null if it is no integer of a reasonable size.</summary>
    public static int? Star(ReadOnlySpan<Value> arguments, ref int next)
    {
        if (next >= arguments.Length)
        {
            return null;
        }

        var argument = arguments[next++];
        return argument.IsInteger && argument.AsInt is >= -TooLarge and <= TooLarge ? (int)argument.AsInt : null;
    }
}
