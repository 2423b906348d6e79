using System.Buffers;
using System.Text;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Text;

/// <summary>Functions that change letter case, cut text or break it into lines.</summary>
internal static class WordFunctions
{
    // Characters are looked at several times to find the words.
    private const int DelimitedWork = 12;

    // The white space among the bytes.
    private static readonly SearchValues<char> s_space = SearchValues.Create("\t\n\v\f\r \u0085\u00A0");

    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        AddText(functions, "upper", GoCase.Upper);
        AddText(functions, "lower", GoCase.Lower);
        AddText(functions, "title", WordCase.Title);
        AddText(functions, "untitle", WordCase.Untitle);
        AddText(functions, "swapcase", WordCase.Swap);
        AddText(functions, "camelcase", PascalCase.Convert);
        AddText(functions, "snakecase", static text => DelimitedCase.Convert(text, '_'), DelimitedWork);
        AddText(functions, "kebabcase", static text => DelimitedCase.Convert(text, '-'), DelimitedWork);
        AddText(functions, "trunc63", Cutting.Truncate63);

        // These two take every byte for a character and write that character (Latin-1), so the result is not cut back to bytes.
        AddText(functions, "initials", static text => Cutting.Initials(LatinText.From(text)));
        AddText(functions, "nospace", NoSpace);

        AddCut(functions, "trunc", static (args, text) => Cutting.Truncate(args[0].AsInt, text), Types.Int);
        AddCut(functions, "abbrev", static (args, text) => Cutting.Abbreviate(args[0].AsInt, text), Types.Int);
        AddCut(functions, "abbrevboth", static (args, text) => Cutting.AbbreviateBoth(args[0].AsInt, args[1].AsInt, text), Types.Int, Types.Int);
        AddCut(functions, "substr", static (args, text) => Cutting.Substring(args[0].AsInt, args[1].AsInt, text), Types.Int, Types.Int);
        AddCut(functions, "wrap", static (args, text) => WordWrap.Wrap(text, args[0].AsInt, "", breakWords: false), Types.Int);
        functions.Add("wrapWith", [Types.Int, Types.String, Types.String], static (context, args) =>
        {
            var text = LatinText.From(args[2].AsString);
            var separator = LatinText.From(args[1].AsString);
            context.ReserveSize(text.Length + (separator.Length * ((text.Length / Math.Max(args[0].AsInt, 1)) + 1)));
            return Value.FromString(LatinText.ToText(WordWrap.Wrap(text, args[0].AsInt, separator, breakWords: true)));
        });
    }

    private static void AddText(FunctionRegistry functions, string name, Func<string, string> convert, int work = 1) =>
        functions.Add(name, [Types.String], (context, args) =>
        {
            context.Work((long)args[0].AsString.Length * work);
            return Value.FromString(convert(args[0].AsString));
        });

    private static void AddCut(FunctionRegistry functions, string name, Cut cut, params ParameterType[] positions) =>
        functions.Add(name, [.. positions, Types.String], (context, args) =>
        {
            var text = LatinText.From(args[^1].AsString);
            context.Work(text.Length);
            return Value.FromString(LatinText.ToText(cut(args, text)));
        });

    private static string NoSpace(string text)
    {
        var bytes = LatinText.From(text);
        if (!bytes.AsSpan().ContainsAny(s_space)) return text;
        var result = new StringBuilder(bytes.Length);
        foreach (var c in bytes)
        {
            if (!char.IsWhiteSpace(c)) result.Append(c);
        }

        return result.ToString();
    }

    private delegate string Cut(ReadOnlySpan<Value> args, string text);
}
