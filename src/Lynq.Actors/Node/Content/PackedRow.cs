namespace Lynq.Actors.Node.Content;

/// <summary>
/// A row at rest, as one run of bytes: it is needed again only when its node is rendered anew, and one is held for every node. As
/// texts in a dictionary it would take five times as much.
/// </summary>
internal readonly struct PackedRow
{
    private readonly byte[]? _bytes;

    private PackedRow(byte[] bytes) => _bytes = bytes;

    /// <summary>Packs a row; null for none.</summary>
    public static PackedRow Of(NodeRow? row)
    {
        if (row is null) return default;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(row.Uid);
        writer.Write(row.Activate);
        writer.Write(row.HostOrUrl);
        writer.Write7BitEncodedInt(row.Extras.Count);
        foreach (var (name, value) in row.Extras)
        {
            writer.Write(name);
            writer.Write(value);
        }

        return new PackedRow(bytes.ToArray());
    }

    /// <summary>The row as it was; null when there is none.</summary>
    public NodeRow? Unpack()
    {
        if (_bytes is null) return null;
        using var reader = new BinaryReader(new MemoryStream(_bytes, writable: false));
        return new NodeRow { Uid = reader.ReadString(), Activate = reader.ReadString(), HostOrUrl = reader.ReadString(), Extras = ReadExtras(reader) };
    }

    /// <summary>The other one where both are the same, so that it is held once.</summary>
    public PackedRow SharedWith(PackedRow other) => _bytes.AsSpan().SequenceEqual(other._bytes) ? other : this;

    private static Dictionary<string, string> ReadExtras(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var extras = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++) extras[reader.ReadString()] = reader.ReadString();
        return extras;
    }
}
