using Lynq.Templates.Values;

namespace Lynq.Templates.Parsing;

/// <summary>A template's text, and where things are in it.</summary>
/// <param name="text">The text.</param>
internal sealed class SourceText(string text)
{
    private const int LongestExcerpt = 40;

    /// <summary>The whole text.</summary>
    public string Text => text;

    /// <summary>The text of a token.</summary>
    public string Of(in Token token) => text[token.Start..token.End];

    /// <summary>The line and the column in bytes of an offset, both from 1.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return (before.Count('\n') + 1, GoText.ByteCount(before[lineStart..]) + 1);
    }

    /// <summary>A part of the text for messages, shortened.</summary>
    public string Excerpt(int start, int end)
    {
        var part = text.AsSpan(start, end - start).Trim();
        return part.Length <= LongestExcerpt ? part.ToString() : string.Concat(part[..LongestExcerpt], "...");
    }

    /// <summary>A syntax error at an offset.</summary>
    public TemplateSyntaxException Error(int offset, string reason)
    {
        var (line, column) = Locate(offset);
        return new(reason, line, column);
    }
}
