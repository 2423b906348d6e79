using System.Text;
using System.Text.RegularExpressions;
using Lynq.Templates.Execution;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>Functions on regular expressions in RE2's syntax.</summary>
internal static class RegexFunctions
{
    private const int ShortText = 1024;
    private const int MaxAttempts = 10;

    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions.Add("regexMatch", [Types.String, Types.String], static (context, args) => Match(context, args, strict: false));
        functions.Add("mustRegexMatch", [Types.String, Types.String], static (context, args) => Match(context, args, strict: true));
        functions.Add("regexQuoteMeta", [Types.String], static (context, args) => Value.FromString(QuoteMeta(context, args[0].AsString)));
        AddPair(functions, "Find", [], static (_, regex, args) => Value.FromString(regex.Find(args[1].AsString)));
        AddPair(functions, "FindAll", [Types.Int], static (context, regex, args) => List(regex.FindAll(context, args[1].AsString, args[2].AsInt)));
        AddPair(functions, "Split", [Types.Int], static (context, regex, args) => args[2].AsInt == 0
            ? List([])
            : List(regex.Split(context, args[1].AsString, args[2].AsInt)));
        AddPair(functions, "ReplaceAll", [Types.String], static (context, regex, args) => Replace(context, regex, args, literal: false));
        AddPair(functions, "ReplaceAllLiteral", [Types.String], static (context, regex, args) => Replace(context, regex, args, literal: true));
    }

    /// <summary>Adds the plain and the <c>must</c> form, which word a bad pattern differently.</summary>
    private static void AddPair(FunctionRegistry functions, string name, ParameterType[] more, Operation operation)
    {
        IReadOnlyList<ParameterType> parameters = [Types.String, Types.String, .. more];
        functions.Add("regex" + name, parameters, (context, args) =>
            Run(context, args, operation, static pattern => $"regexp: Compile({GoPatternQuote(pattern)}): "));
        functions.Add("mustRegex" + name, parameters, (context, args) => Run(context, args, operation, static _ => ""));
    }

    private static Value Run(
        RenderContext context, ReadOnlySpan<Value> args, Operation operation, Func<string, string> prefix)
    {
        var pattern = args[0].AsString;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var regex = RegexCache.Get(context, pattern);
                context.Work(regex.CostOf(args[1].AsString));
                return operation(context, regex, args);
            }
            catch (PatternException problem)
            {
                throw new FunctionException(prefix(pattern) + problem.Message);
            }
            catch (RegexMatchTimeoutException) when (attempt < MaxAttempts && args[1].AsString.Length <= ShortText)
            {
                // Time is linear in the text, so on a short one it was the machine that had no time, or the engine was cold.
                RegexCache.Forget(context, pattern);
            }
            catch (RegexMatchTimeoutException)
            {
                RegexCache.Forget(context, pattern);
                throw new FunctionException($"regular expression takes longer than {context.Limits.RegexTimeout.TotalMilliseconds} ms");
            }
        }
    }

    /// <summary>A bad pattern matches nothing, but is an error for the strict form.</summary>
    private static Value Match(RenderContext context, ReadOnlySpan<Value> args, bool strict)
    {
        if (!strict && !IsPattern(context, args[0].AsString)) return Value.False;
        return Run(context, args, static (_, regex, args) => Value.FromBool(regex.IsMatch(args[1].AsString)), static _ => "");
    }

    private static bool IsPattern(RenderContext context, string pattern)
    {
        try
        {
            RegexCache.Get(context, pattern);
            return true;
        }
        catch (PatternException)
        {
            return false;
        }
    }

    private static Value Replace(RenderContext context, GoRegex regex, ReadOnlySpan<Value> args, bool literal)
    {
        var text = regex.Replace(context, args[1].AsString, args[2].AsString, literal);
        context.ReserveSize(text.Length);
        return Value.FromString(text);
    }

    private static Value List(List<string> texts) => Value.FromList(
        new ListValue(ListType.String, [.. texts.Select(Value.FromString)]) { IsNil = texts.Count == 0 });

    private static string QuoteMeta(RenderContext context, string text)
    {
        context.ReserveSize(text.Length * 2L);
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal)) result.Append('\\');
            result.Append(c);
        }

        return result.ToString();
    }

    private static string GoPatternQuote(string pattern) =>
        pattern.Contains('`', StringComparison.Ordinal) ? GoQuote.Quote(pattern) : $"`{pattern}`";

    private delegate Value Operation(RenderContext context, GoRegex regex, ReadOnlySpan<Value> args);
}
