using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;

namespace Lynq.Templates.Builtins;

/// <summary><c>print</c> and <c>println</c>.</summary>
internal static class Printing
{
    /// <summary>The values one after the other; a space only between two neighbours neither of which is a string.</summary>
    public static string Print(RenderContext context, ReadOnlySpan<Value> values)
    {
        if (values is [{ Kind: ValueKind.String } only])
        {
            return only.AsString;
        }

        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0 && values[i].Kind != ValueKind.String && values[i - 1].Kind != ValueKind.String)
            {
                text.Append(' ');
            }

            Add(context, text, values[i]);
        }

        return text.ToString();
    }

    /// <summary>The values with spaces between them and a line's end.</summary>
    public static string PrintLine(RenderContext context, ReadOnlySpan<Value> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? "" : " ");
            Add(context, text, values[i]);
        }

        return text.Append('\n').ToString();
    }

    private static void Add(RenderContext context, StringBuilder text, in Value value)
    {
        var part = ValuePrinter.Print(value);
        context.ReserveSize(text.Length + part.Length);
        text.Append(part);
    }
}
