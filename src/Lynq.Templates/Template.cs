using Lynq.Templates.Execution;
using Lynq.Templates.Functions;
using Lynq.Templates.Parsing;
using Lynq.Templates.Values;

namespace Lynq.Templates;

/// <summary>
/// A parsed template in Go's text/template language with Sprig's and Lynq's functions (contract §4). Immutable; any number of
/// threads may render it at a time. What is rendered is never parsed again.
/// </summary>
public sealed class Template
{
    private const string Mark = "{{";
    private readonly SourceText _source;
    private readonly ParsedTemplate? _parsed;

    private Template(string text)
    {
        _source = new SourceText(text);
        _parsed = text.Contains(Mark, StringComparison.Ordinal) ? Parser.Parse(_source) : null;
        NonDeterministicFunctions = _parsed is null
            ? []
            : [.. _parsed.Functions.Where(static f => FunctionTable.All[f].IsNonDeterministic)];
    }

    /// <summary>The text.</summary>
    public string Text => _source.Text;

    /// <summary>Whether the text has no action at all and is its own result.</summary>
    public bool IsConstant => _parsed is null;

    /// <summary>The functions that it uses whose results differ from one render to the next, sorted.</summary>
    public IReadOnlyList<string> NonDeterministicFunctions { get; }

    /// <summary>The functions that it uses, sorted.</summary>
    public IReadOnlyCollection<string> Functions => _parsed is null ? [] : [.. _parsed.Functions];

    /// <summary>
    /// The top-level variables that it refers to as <c>.name</c> or <c>$.name</c>, sorted. Where the dot is something else
    /// (in <c>range</c>, <c>with</c> and defined templates) names are not counted.
    /// </summary>
    public IReadOnlyCollection<string> Variables => _parsed is null ? [] : [.. _parsed.Variables];

    /// <summary>Parses a text.</summary>
    /// <exception cref="TemplateSyntaxException">It is not a template, or uses a function that does not exist or is refused.</exception>
    public static Template Parse(string text) => new(text);

    /// <summary>Whether a text has to be rendered at all: one without <c>{{</c> is its own result.</summary>
    public static bool IsTemplate(string text) => text.Contains(Mark, StringComparison.Ordinal);

    /// <summary>Whether templates can call a function of that name; refused ones count as unknown.</summary>
    public static bool IsFunction(string name) =>
        FunctionTable.All.TryGetValue(name, out var function) && function.RefusedBecause is null;

    /// <summary>Renders the template for a row.</summary>
    /// <param name="variables">The row's variables by name; see <see cref="TemplateVariables"/> for what they may be.</param>
    /// <param name="options">Limits and clock, or null for the defaults.</param>
    /// <exception cref="TemplateException">The data does not fit, a function failed, or a limit was reached.</exception>
    public TemplateResult Render(IReadOnlyDictionary<string, object?> variables, TemplateOptions? options = null) =>
        IsConstant ? new(Text, default) : Render(new TemplateVariables(variables), options);

    /// <summary>Renders the template for a row whose variables are used for several templates.</summary>
    /// <param name="variables">The row's variables.</param>
    /// <param name="options">Limits and clock, or null for the defaults.</param>
    /// <exception cref="TemplateException">The data does not fit, a function failed, or a limit was reached.</exception>
    public TemplateResult Render(TemplateVariables variables, TemplateOptions? options = null)
    {
        if (_parsed is null)
        {
            return new(Text, default);
        }

        options ??= TemplateOptions.Default;
        var context = RenderContext.Rent(_source, variables.Entries(), options.Limits, options.Clock);
        try
        {
            context.Run(_parsed.Main, context.Root, null);
            return new(context.Output.Finish(), context.Output.Typed);
        }
        finally
        {
            context.Return();
        }
    }
}
