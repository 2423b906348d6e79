using System.Globalization;

namespace Lynq.Kubernetes;

/// <summary>
/// A resourceVersion at rest: those of API servers are numbers and take 16 bytes instead of a string of 40. Any other text is
/// kept as it is: to clients it is opaque.
/// </summary>
public readonly record struct PackedVersion
{
    private const int Longest = 20;

    private readonly ulong _number;
    private readonly string? _text;

    /// <summary>Packs a version; empty text for none.</summary>
    public PackedVersion(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        Span<char> canonical = stackalloc char[Longest];
        if (ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            && number.TryFormat(canonical, out var length, default, CultureInfo.InvariantCulture) && canonical[..length].SequenceEqual(version))
            _number = number;
        else if (version.Length > 0)
            _text = version;
    }

    /// <summary>The version as it was; empty text for none.</summary>
    public override string ToString() => _text ?? (_number == 0 ? "" : _number.ToString(CultureInfo.InvariantCulture));
}
