namespace Lynq.Scenarios.Faults;

/// <summary>What the proxy does to a request.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Code">For <see cref="FaultKind.Answer"/>: the status.</param>
/// <param name="Time">For <see cref="FaultKind.Stall"/>: how long nothing happens.</param>
internal sealed record Fault(FaultKind Kind, int Code = 0, TimeSpan Time = default)
{
    /// <summary>How long a request stalls where that time itself is not what is tested.</summary>
    public static readonly TimeSpan ShortStall = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the client waits for an answer.</summary>
    public static readonly TimeSpan LongStall = TimeSpan.FromSeconds(33);

    /// <summary>Every fault of the table.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. new[] { 409, 410, 422, 429, 500, 502, 503, 504 }.Select(code => new Fault(FaultKind.Answer, code)),
        new(FaultKind.Reset), new(FaultKind.LostAnswer), new(FaultKind.Stall, Time: ShortStall), new(FaultKind.Truncate), new(FaultKind.Tls),
    ];

    public override string ToString() => Kind == FaultKind.Answer ? Code.ToString(CultureInfo.InvariantCulture) : Kind.ToString();
}

internal enum FaultKind
{
    /// <summary>The proxy answers an error; the request does not arrive.</summary>
    Answer,

    /// <summary>The connection breaks before the request arrives.</summary>
    Reset,

    /// <summary>The request arrives, the connection breaks before its answer does.</summary>
    LostAnswer,

    /// <summary>Nothing happens for a while, then the connection breaks.</summary>
    Stall,

    /// <summary>The answer ends in the middle.</summary>
    Truncate,

    /// <summary>The connection breaks, and the next ones meet a certificate of somebody else.</summary>
    Tls,

    /// <summary>A list is answered as it was some time ago; other requests pass.</summary>
    StaleList,
}

/// <summary>What the proxy does to one event of a watch.</summary>
internal enum EventFault
{
    /// <summary>It passes.</summary>
    None,

    /// <summary>It and all behind it come late.</summary>
    Delay,

    /// <summary>It comes twice.</summary>
    Repeat,

    /// <summary>The stream breaks before it.</summary>
    Cut,

    /// <summary>It and all behind it are swallowed for a while, then the stream breaks.</summary>
    Drop,
}
