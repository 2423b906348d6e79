namespace Lynq.Templates.Functions.Numbers;

/// <summary>How reading a number ended, as Go's <c>strconv</c> tells it apart.</summary>
internal enum NumberStatus
{
    /// <summary>The text is a number.</summary>
    Ok,

    /// <summary>The text is no number of the asked form.</summary>
    Syntax,

    /// <summary>The number does not fit; the value is the nearest one that does.</summary>
    Range,
}

/// <summary>Reads integers by the rules of Go's <c>strconv.ParseInt</c> for 64 bits.</summary>
internal static class GoIntegerSyntax
{
    /// <summary>
    /// Reads <paramref name="text"/>. A <paramref name="numberBase"/> of 0 takes the base from Go's literal prefixes
    /// (<c>0x</c>, <c>0o</c>, <c>0b</c>, a leading <c>0</c> for octal) and allows underscores between digits.
    /// On <see cref="NumberStatus.Range"/> the value is the saturated one, as callers in Go that ignore the error see it.
    /// </summary>
    internal static NumberStatus Parse(string text, int numberBase, out long value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text.AsSpan(1) : text.AsSpan();
        if (digits.IsEmpty) return NumberStatus.Syntax;

        var underscores = numberBase == 0;
        if (underscores)
        {
            if (digits.Contains('_') && !GoUnderscores.AreWellPlaced(text)) return NumberStatus.Syntax;
            digits = StripPrefix(digits, out numberBase);
        }

        var limit = negative ? 1UL << 63 : long.MaxValue;
        var status = Accumulate(digits, numberBase, underscores, limit, out var magnitude);
        if (status == NumberStatus.Syntax) return status;
        value = negative ? unchecked((long)(0 - magnitude)) : (long)magnitude;
        return status;
    }

    private static ReadOnlySpan<char> StripPrefix(ReadOnlySpan<char> digits, out int numberBase)
    {
        numberBase = 10;
        if (digits[0] != '0') return digits;
        if (digits.Length >= 3)
        {
            numberBase = (digits[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (numberBase != 0) return digits[2..];
        }

        numberBase = 8;
        return digits[1..];
    }

    private static NumberStatus Accumulate(
        ReadOnlySpan<char> digits, int numberBase, bool underscores, ulong limit, out ulong magnitude)
    {
        UInt128 sum = 0;
        magnitude = 0;
        foreach (var c in digits)
        {
            if (underscores && c == '_') continue;
            var digit = DigitValue(c);
            if (digit >= numberBase) return NumberStatus.Syntax;
            sum = (sum * (uint)numberBase) + (uint)digit;
            if (sum <= limit) continue;
            magnitude = limit;
            return NumberStatus.Range;
        }

        magnitude = (ulong)sum;
        return NumberStatus.Ok;
    }

    private static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => int.MaxValue,
    };
}
