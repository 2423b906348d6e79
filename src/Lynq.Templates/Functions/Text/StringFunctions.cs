using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Text;

/// <summary>Functions that search, trim, repeat and replace text.</summary>
internal static class StringFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("hello", [], static (_, _) => Value.FromString("Hello!"))
            .Add("trim", [Types.String], static (_, args) => Value.FromString(args[0].AsString.Trim()))
            .Add("trimAll", [Types.String, Types.String], static (_, args) => Value.FromString(GoSplit.Trim(args[1].AsString, args[0].AsString)))
            .Alias("trimall", "trimAll")
            .Add("trimPrefix", [Types.String, Types.String], static (_, args) => Value.FromString(TrimPrefix(args[0].AsString, args[1].AsString)))
            .Add("trimSuffix", [Types.String, Types.String], static (_, args) => Value.FromString(TrimSuffix(args[0].AsString, args[1].AsString)))
            .Add("contains", [Types.String, Types.String], static (_, args) =>
                Value.FromBool(args[1].AsString.Contains(args[0].AsString, StringComparison.Ordinal)))
            .Add("hasPrefix", [Types.String, Types.String], static (_, args) =>
                Value.FromBool(args[1].AsString.StartsWith(args[0].AsString, StringComparison.Ordinal)))
            .Add("hasSuffix", [Types.String, Types.String], static (_, args) =>
                Value.FromBool(args[1].AsString.EndsWith(args[0].AsString, StringComparison.Ordinal)))
            .Add("repeat", [Types.Int, Types.String], static (context, args) => Repeat(context, args[0].AsInt, args[1].AsString))
            .Add("replace", [Types.String, Types.String, Types.String], static (context, args) => Replace(context, args))
            .Add("plural", [Types.String, Types.String, Types.Int], static (_, args) => args[2].AsInt == 1 ? args[0] : args[1])
            .Add("indent", [Types.Int, Types.String], static (context, args) =>
                Value.FromString(Indent(context, args[0].AsInt, args[1].AsString)))
            .Add("nindent", [Types.Int, Types.String], static (context, args) =>
                Value.FromString("\n" + Indent(context, args[0].AsInt, args[1].AsString)));
    }

    private static string TrimPrefix(string prefix, string text) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string TrimSuffix(string suffix, string text) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    private static Value Repeat(RenderContext context, long count, string text) =>
        Value.FromString(Repeated(context, count, text));

    private static string Repeated(RenderContext context, long count, string text)
    {
        if (count < 0) throw new FunctionException("strings: negative Repeat count");
        if (text.Length == 0 || count == 0) return "";
        context.ReserveSize(count > int.MaxValue ? long.MaxValue : count * text.Length);
        return string.Concat(Enumerable.Repeat(text, (int)count));
    }

    private static Value Replace(RenderContext context, ReadOnlySpan<Value> args)
    {
        var (old, replacement, text) = (args[0].AsString, args[1].AsString, args[2].AsString);
        if (replacement.Length > old.Length)
        {
            var matches = old.Length == 0 ? text.Length + 1 : text.AsSpan().Count(old);
            context.ReserveSize(text.Length + ((long)matches * (replacement.Length - old.Length)));
        }

        return Value.FromString(GoSplit.Replace(text, old, replacement));
    }

    private static string Indent(RenderContext context, long spaces, string text)
    {
        var pad = Repeated(context, spaces, " ");
        context.ReserveSize(text.Length + ((text.AsSpan().Count('\n') + 1L) * pad.Length));
        return pad + text.Replace("\n", "\n" + pad, StringComparison.Ordinal);
    }
}
