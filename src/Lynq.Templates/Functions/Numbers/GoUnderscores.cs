namespace Lynq.Templates.Functions.Numbers;

/// <summary>Go's rule for underscores in number literals.</summary>
internal static class GoUnderscores
{
    /// <summary>True when every underscore stands between two digits, or between a base prefix and a digit.</summary>
    internal static bool AreWellPlaced(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] is '+' or '-') text = text[1..];
        var hex = false;
        var previous = Kind.Start;
        if (text.Length >= 2 && text[0] == '0' && (text[1] | 0x20) is 'b' or 'o' or 'x')
        {
            hex = (text[1] | 0x20) == 'x';
            previous = Kind.Digit;
            text = text[2..];
        }

        foreach (var c in text)
        {
            var kind = Classify(c, hex);
            if (kind == Kind.Underscore && previous != Kind.Digit) return false;
            if (kind == Kind.Other && previous == Kind.Underscore) return false;
            previous = kind;
        }

        return previous != Kind.Underscore;
    }

    private static Kind Classify(char c, bool hex)
    {
        if (c == '_') return Kind.Underscore;
        return char.IsAsciiDigit(c) || (hex && char.IsAsciiHexDigit(c)) ? Kind.Digit : Kind.Other;
    }

    private enum Kind
    {
        Start,
        Digit,
        Underscore,
        Other,
    }
}
