using System.Collections.Immutable;

namespace Lynq.Sources;

/// <summary>A row's values as strings of their own, to keep for longer than a <see cref="Row"/> lives.</summary>
/// <param name="Uid">The unique id; empty for NULL.</param>
/// <param name="Activate">The raw text of the flag.</param>
/// <param name="HostOrUrl">The deprecated hostOrUrl; null if it is not mapped.</param>
/// <param name="Extras">Values in the order of <see cref="RowMapping.Variables"/>.</param>
public sealed record RowValues(string Uid, string Activate, string? HostOrUrl, ImmutableArray<string> Extras)
{
    /// <summary>The hash that a <see cref="Row"/> with these values has.</summary>
    public RowHash Hash => Row.Of(this).Hash;

    /// <summary>The uid alone: values must not reach a log.</summary>
    public override string ToString() => $"row \"{Uid}\"";
}
