namespace Lynq.Templates;

/// <summary>A text is not a template: it was rejected before any data was looked at.</summary>
public sealed class TemplateSyntaxException : Exception
{
    internal TemplateSyntaxException(string reason, int line, int column)
        : base($"template: template:{line}:{column}: {reason}")
    {
        Reason = reason;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong, without the position.</summary>
    public string Reason { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The position in the line, in bytes from 1.</summary>
    public int Column { get; }
}
