using System.Globalization;
using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting;

/// <summary>Go's default format <c>%v</c>.</summary>
internal static class ValuePrinter
{
    private const int MaxNesting = 1_000;

    /// <summary>The value as <c>%v</c> prints it; nil is <c>&lt;nil&gt;</c>.</summary>
    public static string Print(in Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString,
        ValueKind.Nil => "<nil>",
        ValueKind.Bool => value.AsBool ? "true" : "false",
        ValueKind.Float64 => FloatFormat.Shortest(value.AsFloat),
        ValueKind.Uint64 => unchecked((ulong)value.AsInt).ToString(CultureInfo.InvariantCulture),
        ValueKind.Object => value.AsObject.Print(),
        ValueKind.List or ValueKind.Map or ValueKind.Complex => PrintCompound(value),
        _ => value.AsInt.ToString(CultureInfo.InvariantCulture),
    };

    private static string PrintCompound(in Value value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, in Value value, int depth)
    {
        if (depth > MaxNesting)
        {
            text.Append("...");
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.List:
                AppendList(text, value.AsList, depth);
                break;
            case ValueKind.Map:
                AppendMap(text, value.AsMap, depth);
                break;
            case ValueKind.Complex:
                text.Append('(').Append(FloatFormat.Shortest(value.AsComplex.Real));
                AppendImaginary(text, value.AsComplex.Imaginary);
                break;
            default:
                text.Append(Print(value));
                break;
        }
    }

    private static void AppendImaginary(StringBuilder text, double imaginary)
    {
        var digits = FloatFormat.Shortest(imaginary);
        text.Append(digits[0] is '-' or '+' ? "" : "+").Append(digits).Append("i)");
    }

    private static void AppendList(StringBuilder text, ListValue list, int depth)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i == 0 ? "" : " ");
            Append(text, list[i], depth + 1);
        }

        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, MapValue map, int depth)
    {
        text.Append("map[");
        var separator = "";
        foreach (var key in map.SortedKeys())
        {
            text.Append(separator).Append(key).Append(':');
            Append(text, map.Entries[key], depth + 1);
            separator = " ";
        }

        text.Append(']');
    }
}
