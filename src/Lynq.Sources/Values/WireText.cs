using System.Globalization;
using System.Text;

namespace Lynq.Sources;

/// <summary>Turns a server's own text of a value into ours (contract §5.4). What does not parse stays as the server wrote it.</summary>
internal static class WireText
{
    /// <summary>Adds one value that is not NULL.</summary>
    public static void Append(RowBuffer row, ValueShape shape, ReadOnlySpan<byte> wire)
    {
        switch (shape)
        {
            case ValueShape.Integer:
                AppendInteger(row, wire);
                return;
            case ValueShape.Float when float.TryParse(wire, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                row.Add(GoFloat.Format(number));
                return;
            case ValueShape.Double when double.TryParse(wire, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                row.Add(GoFloat.Format(number));
                return;
            case ValueShape.DateTime when Rfc3339.TryFormat(wire) is { } text:
                row.Add(text);
                return;
            case ValueShape.Boolean:
                row.Add(wire.SequenceEqual("t"u8) ? "1"u8 : "0"u8);
                return;
            case ValueShape.HexBytes when wire.StartsWith("\\x"u8):
                row.Add(Convert.FromHexString(Encoding.ASCII.GetString(wire[2..])));
                return;
            default:
                row.Add(wire);
                return;
        }
    }

    private static void AppendInteger(RowBuffer row, ReadOnlySpan<byte> wire)
    {
        if (wire.Length > 1 && wire[0] == '0')
        {
            var digits = wire.TrimStart((byte)'0');
            wire = digits.IsEmpty ? "0"u8 : digits;
        }

        row.Add(wire);
    }
}
