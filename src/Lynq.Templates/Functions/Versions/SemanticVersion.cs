using System.Globalization;

namespace Lynq.Templates.Functions.Versions;

/// <summary>A semantic version, read leniently: a leading <c>v</c>, missing parts and leading zeros are fine.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number, 0 when it is missing.</param>
/// <param name="Patch">The third number, 0 when it is missing.</param>
/// <param name="Prerelease">What follows a hyphen, or empty.</param>
/// <param name="Metadata">What follows a plus, or empty.</param>
/// <param name="Original">The text that was read.</param>
internal sealed record SemanticVersion(
    ulong Major, ulong Minor, ulong Patch, string Prerelease, string Metadata, string Original) : IComparable<SemanticVersion>
{
    /// <summary>Reads a version.</summary>
    /// <exception cref="FunctionException">The text is no version.</exception>
    internal static SemanticVersion Parse(string text)
    {
        var rest = text.StartsWith('v') ? text.AsSpan(1) : text;
        var metadata = Cut(ref rest, '+');
        var prerelease = Cut(ref rest, '-');
        if ((metadata is not null && !AreIdentifiers(metadata)) || (prerelease is not null && !AreIdentifiers(prerelease)))
            throw new FunctionException("Invalid Semantic Version");

        Span<Range> ranges = stackalloc Range[4];
        var count = rest.Split(ranges, '.');
        if (count > 3) throw new FunctionException("Invalid Semantic Version");
        Span<ulong> numbers = [0, 0, 0];
        for (var i = 0; i < count; i++) numbers[i] = ParseNumber(rest[ranges[i]]);
        CheckNumbers(prerelease);
        return new SemanticVersion(numbers[0], numbers[1], numbers[2], prerelease ?? "", metadata ?? "", text);
    }

    /// <summary>Order by the rules of semantic versioning; metadata does not count.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null) return 1;
        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return numbers != 0 ? numbers : ComparePrerelease(Prerelease, other.Prerelease);
    }

    /// <summary>Order of two pre-releases; none at all comes after every one.</summary>
    internal static int ComparePrerelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0) return right.Length.CompareTo(left.Length);
        var (lefts, rights) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Max(lefts.Length, rights.Length); i++)
        {
            if (i >= lefts.Length) return -1;
            if (i >= rights.Length) return 1;
            var order = CompareIdentifier(lefts[i], rights[i]);
            if (order != 0) return order;
        }

        return 0;
    }

    /// <summary>The version in its complete form, without a leading <c>v</c>.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
        if (Prerelease.Length > 0) text += "-" + Prerelease;
        return Metadata.Length > 0 ? text + "+" + Metadata : text;
    }

    private static string? Cut(ref ReadOnlySpan<char> rest, char mark)
    {
        var at = rest.IndexOf(mark);
        if (at < 0) return null;
        var tail = rest[(at + 1)..].ToString();
        rest = rest[..at];
        return tail;
    }

    private static bool AreIdentifiers(string text)
    {
        foreach (var identifier in text.Split('.'))
        {
            if (identifier.Length == 0 || !identifier.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')) return false;
        }

        return true;
    }

    private static ulong ParseNumber(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            throw new FunctionException("Invalid Semantic Version");
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FunctionException(
                $"Error parsing version segment: strconv.ParseUint: parsing \"{digits}\": value out of range");
    }

    private static void CheckNumbers(string? prerelease)
    {
        if (prerelease is null) return;
        foreach (var identifier in prerelease.Split('.'))
        {
            if (identifier.Length > 1 && identifier[0] == '0' && identifier.All(char.IsAsciiDigit))
                throw new FunctionException("Version segment starts with 0");
        }
    }

    private static int CompareIdentifier(string left, string right)
    {
        var leftIsNumber = IsNumber(left);
        var rightIsNumber = IsNumber(right);
        if (leftIsNumber != rightIsNumber) return leftIsNumber ? -1 : 1;
        return leftIsNumber
            ? ulong.Parse(left, CultureInfo.InvariantCulture).CompareTo(ulong.Parse(right, CultureInfo.InvariantCulture))
            : Math.Sign(string.CompareOrdinal(left, right));
    }

    private static bool IsNumber(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
