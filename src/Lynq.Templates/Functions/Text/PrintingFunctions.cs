using System.Globalization;
using Lynq.Templates.Execution;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Text;

/// <summary>Functions that turn values into text, and text into lists of text and back.</summary>
internal static class PrintingFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("toString", [Types.Any], static (context, args) => Value.FromString(Print(context, args[0])))
            .Add("toStrings", [Types.Any], static (context, args) => Value.FromList(ListValue.OfStrings(Strings(context, args[0]))))
            .AddVariadic("quote", [], Types.Any, static (context, args) => Joined(context, args, text => GoQuote.Quote(text, context)))
            .AddVariadic("squote", [], Types.Any, static (context, args) => Joined(context, args, static text => "'" + text + "'"))
            .AddVariadic("cat", [], Types.Any, static (context, args) => Joined(context, args, static text => text))
            .Add("join", [Types.String, Types.Any], static (context, args) => Join(context, args[0].AsString, args[1]))
            .Add("sortAlpha", [Types.Any], static (context, args) => SortAlpha(context, args[0]))
            .Add("split", [Types.String, Types.String], static (context, args) => Numbered(context, args[0].AsString, args[1].AsString, -1))
            .Add("splitn", [Types.String, Types.Int, Types.String], static (context, args) =>
                Numbered(context, args[0].AsString, args[2].AsString, args[1].AsInt))
            .Add("splitList", [Types.String, Types.String], static (context, args) =>
            {
                ReserveParts(context, args[0].AsString, args[1].AsString, -1);
                return Value.FromList(ListValue.OfStrings(GoSplit.Split(args[1].AsString, args[0].AsString)));
            });
    }

    /// <summary>What Sprig's <c>strval</c> gives: strings as they are, everything else as <c>%v</c> prints it.</summary>
    internal static string Print(RenderContext context, in Value value)
    {
        if (value.Kind == ValueKind.String) return value.AsString;
        var text = ValuePrinter.Print(value);
        context.ReserveSize(text.Length);
        return text;
    }

    /// <summary>The elements of a list as text without the nils; any other value is a list of one, nil an empty one.</summary>
    internal static List<string> Strings(RenderContext context, in Value value)
    {
        if (value.IsNil) return [];
        if (value.Kind != ValueKind.List) return [Print(context, value)];
        var texts = new List<string>(value.AsList.Count);
        foreach (var item in value.AsList.Items)
        {
            if (!item.IsNil) texts.Add(Print(context, item));
        }

        return texts;
    }

    private static Value Joined(RenderContext context, ReadOnlySpan<Value> args, Func<string, string> quote)
    {
        var texts = new List<string>(args.Length);
        foreach (var arg in args)
        {
            if (!arg.IsNil) texts.Add(quote(Print(context, arg)));
        }

        context.ReserveSize(texts.Sum(static text => (long)text.Length + 1));
        return Value.FromString(string.Join(' ', texts));
    }

    private static Value Join(RenderContext context, string separator, in Value value)
    {
        var texts = Strings(context, value);
        context.ReserveSize(texts.Sum(static text => (long)text.Length) + ((long)separator.Length * texts.Count));
        return Value.FromString(string.Join(separator, texts));
    }

    private static Value SortAlpha(RenderContext context, in Value value)
    {
        if (value.Kind != ValueKind.List) return Value.FromList(ListValue.OfStrings([Print(context, value)]));
        var texts = Strings(context, value);
        context.Work(texts.Count * 4L);
        texts.Sort(GoTextComparer.Instance);
        return Value.FromList(ListValue.OfStrings(texts));
    }

    private static Value Numbered(RenderContext context, string separator, string text, long limit)
    {
        ReserveParts(context, separator, text, limit);
        var parts = GoSplit.Split(text, separator, limit);
        var map = new MapValue(MapType.String, parts.Length);
        for (var i = 0; i < parts.Length; i++)
            map.Set("_" + i.ToString(CultureInfo.InvariantCulture), Value.FromString(parts[i]));
        return Value.FromMap(map);
    }

    private static void ReserveParts(RenderContext context, string separator, string text, long limit)
    {
        context.Work(text.Length);
        var parts = separator.Length == 0 ? text.Length : text.AsSpan().Count(separator) + 1L;
        context.ReserveElements(limit < 0 ? parts : Math.Min(parts, limit));
    }
}
