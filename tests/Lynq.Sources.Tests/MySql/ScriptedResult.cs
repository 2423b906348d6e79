using System.Text;

namespace Lynq.Sources.Tests.MySql;

/// <summary>The bytes of a text result, packet by packet.</summary>
internal static class ScriptedResult
{
    public static RowMapping Mapping { get; } = new("t", "id", "active");

    public static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    public static byte[] Column(string name, byte type = 253) =>
        [3, .. "def"u8, 0, 0, 0, .. Text(name), 0, 12, 45, 0, 255, 0, 0, 0, type, 0, 0, 0, 0, 0];

    public static byte[] Eof(int status = 2) => [0xFE, 0, 0, (byte)status, 0];

    public static byte[] OkEnd(int status = 2) => [0xFE, 0, 0, (byte)status, 0, 0, 0];

    /// <summary>Two columns, the rows, the end: as packets numbered from 1.</summary>
    public static byte[] Whole(bool deprecateEof, params byte[][] rows)
    {
        byte[][] payloads = deprecateEof
            ? [[2], Column("id"), Column("active"), .. rows, OkEnd()]
            : [[2], Column("id"), Column("active"), Eof(), .. rows, Eof()];
        return [.. payloads.SelectMany((payload, i) => ServerSide.Packet((byte)(i + 1), payload))];
    }

    public static byte[] Row(string id, string active) => [.. Text(id), .. Text(active)];
}
