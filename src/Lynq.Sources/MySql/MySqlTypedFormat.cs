using System.Data.Common;
using System.Globalization;

namespace Lynq.Sources.MySql;

/// <summary>Values as other MySQL drivers give them: objects of .NET's types.</summary>
internal sealed class MySqlTypedFormat(DbDataReader reader, Func<DbDataReader, int, object>? getValue = null) : RowFormat
{
    private readonly bool[] _bits = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetDataTypeName(i).StartsWith("BIT", StringComparison.OrdinalIgnoreCase))];

    /// <inheritdoc/>
    protected override void Append(DbDataReader reader, int ordinal, RowBuffer row)
    {
        switch (getValue is null ? reader.GetValue(ordinal) : getValue(reader, ordinal))
        {
            case string text:
                row.Add(text);
                return;
            case byte[] bytes:
                row.Add(bytes);
                return;
            case bool flag:
                row.Add(flag ? "1" : "0");
                return;
            case ulong bits when _bits[ordinal]:
                row.Add(BitBytes(bits));
                return;
            case float number:
                row.Add(GoFloat.Format(number));
                return;
            case double number:
                row.Add(GoFloat.Format(number));
                return;
            case DateTime moment:
                row.Add(Rfc3339.Format(moment));
                return;
            case DateOnly day:
                row.Add(Rfc3339.Format(day.ToDateTime(TimeOnly.MinValue)));
                return;
            case TimeSpan time:
                row.Add(Time(time));
                return;
            case IFormattable other:
                row.Add(other.ToString(null, CultureInfo.InvariantCulture));
                return;
            case var other:
                row.Add(other.ToString() ?? "");
                return;
        }
    }

    // Without the column's width at hand: as many bytes as the number needs, at least one.
    private static byte[] BitBytes(ulong bits)
    {
        var bytes = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, bits);
        var first = bytes.AsSpan().IndexOfAnyExcept((byte)0);
        return first < 0 ? [0] : bytes[first..];
    }

    private static string Time(TimeSpan time)
    {
        var sign = time < TimeSpan.Zero ? "-" : "";
        time = time.Duration();
        var fraction = time.Ticks % TimeSpan.TicksPerSecond / 10;
        var text = string.Create(CultureInfo.InvariantCulture, $"{sign}{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
        return fraction == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.{fraction:000000}");
    }
}
