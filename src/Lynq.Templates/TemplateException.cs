namespace Lynq.Templates;

/// <summary>Rendering a template failed: its data does not fit, a function failed, or a limit was reached.</summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(string reason, string templateName, int line, int column, string? action, Exception? inner = null)
        : base($"template: {templateName}:{line}:{column}: executing {templateName}{(action is null ? "" : $" at <{action}>")}: {reason}", inner)
    {
        Reason = reason;
        TemplateName = templateName;
        Line = line;
        Column = column;
        Action = action;
    }

    /// <summary>What went wrong, without the position.</summary>
    public string Reason { get; }

    /// <summary>The name of the defined template that was running; <c>template</c> for the text itself.</summary>
    public string TemplateName { get; }

    /// <summary>The line of the action in the text, from 1.</summary>
    public int Line { get; }

    /// <summary>The position of the action in its line, in bytes from 1.</summary>
    public int Column { get; }

    /// <summary>The part of the template that failed, as written (shortened), or null.</summary>
    public string? Action { get; }
}
