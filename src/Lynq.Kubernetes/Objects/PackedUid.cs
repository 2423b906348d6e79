namespace Lynq.Kubernetes;

/// <summary>
/// A uid at rest: those of API servers are UUIDs in lower case and take 24 bytes instead of a string of 96. Any other text is
/// kept as it is.
/// </summary>
public readonly record struct PackedUid
{
    private const int Length = 36;

    private readonly Guid _number;
    private readonly string? _text;

    /// <summary>Packs a uid; empty text for none.</summary>
    public PackedUid(string uid)
    {
        ArgumentNullException.ThrowIfNull(uid);
        Span<char> canonical = stackalloc char[Length];
        if (Guid.TryParseExact(uid, "D", out var number) && number != Guid.Empty && number.TryFormat(canonical, out _) && canonical.SequenceEqual(uid))
            _number = number;
        else if (uid.Length > 0)
            _text = uid;
    }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _text is null && _number == Guid.Empty;

    /// <summary>The uid as it was; empty text for none.</summary>
    public override string ToString() => _text ?? (_number == Guid.Empty ? "" : _number.ToString());
}
