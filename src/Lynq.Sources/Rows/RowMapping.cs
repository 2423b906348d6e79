using System.Collections.Immutable;

namespace Lynq.Sources;

/// <summary>Which table is read, and which of its columns mean what (contract §5.2).</summary>
public sealed class RowMapping : IEquatable<RowMapping>
{
    /// <summary>Makes a mapping.</summary>
    /// <param name="table">Table or view: <c>table</c>, <c>schema.table</c> or quoted in the database's own way (contract §5.3).</param>
    /// <param name="uid">Column with the unique id.</param>
    /// <param name="activate">Column with the on/off flag.</param>
    /// <param name="hostOrUrl">Column of the deprecated hostOrUrl, or null.</param>
    /// <param name="extras">Template variable → column; null for none.</param>
    public RowMapping(string table, string uid, string activate, string? hostOrUrl = null, IReadOnlyDictionary<string, string>? extras = null)
    {
        Table = table;
        Uid = uid;
        Activate = activate;
        HostOrUrl = string.IsNullOrEmpty(hostOrUrl) ? null : hostOrUrl;
        var ordered = (extras ?? ImmutableDictionary<string, string>.Empty).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        Variables = [.. ordered.Select(pair => pair.Key)];
        ExtraColumns = [.. ordered.Select(pair => pair.Value)];
        Columns = [Uid, .. HostOrUrl is null ? Array.Empty<string>() : [HostOrUrl], Activate, .. ExtraColumns];
    }

    /// <summary>The table as configured.</summary>
    public string Table { get; }

    /// <summary>Column with the unique id.</summary>
    public string Uid { get; }

    /// <summary>Column with the on/off flag.</summary>
    public string Activate { get; }

    /// <summary>Column of the deprecated hostOrUrl; null if it is not mapped.</summary>
    public string? HostOrUrl { get; }

    /// <summary>The template variables, in ordinal order: <see cref="Row.Extra"/> counts along them.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>The columns of <see cref="Variables"/>, in the same order.</summary>
    public ImmutableArray<string> ExtraColumns { get; }

    /// <summary>All columns in the order of the statement: uid, [hostOrUrl], activate, extras.</summary>
    public ImmutableArray<string> Columns { get; }

    internal int ActivateIndex => HostOrUrl is null ? 1 : 2;

    /// <inheritdoc/>
    public bool Equals(RowMapping? other) =>
        other is not null && Table == other.Table && Columns.SequenceEqual(other.Columns)
        && HostOrUrl == other.HostOrUrl && Variables.SequenceEqual(other.Variables);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RowMapping);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Table, Uid, Activate, HostOrUrl, Variables.Length);
}
