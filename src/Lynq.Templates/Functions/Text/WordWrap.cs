using System.Text;

namespace Lynq.Templates.Functions.Text;

/// <summary>Breaks text at spaces so that lines have at most a number of bytes.</summary>
internal static class WordWrap
{
    /// <summary>
    /// Wraps the byte view <paramref name="text"/> (see <see cref="LatinText"/>). Leading spaces of a line are dropped.
    /// </summary>
    /// <param name="text">The bytes to wrap.</param>
    /// <param name="width">Bytes a line; less than 1 counts as 1.</param>
    /// <param name="separator">What to write between two lines; empty means a line feed.</param>
    /// <param name="breakWords">Whether words longer than a line are cut.</param>
    internal static string Wrap(string text, long width, string separator, bool breakWords)
    {
        if (separator.Length == 0) separator = "\n";
        var columns = (int)Math.Clamp(width, 1, int.MaxValue);
        var result = new StringBuilder(text.Length + 16);
        var offset = 0;
        while (text.Length - offset > columns)
        {
            if (text[offset] == ' ')
            {
                offset++;
                continue;
            }

            offset = WriteLine(text, offset, columns, separator, breakWords, result);
        }

        return result.Append(text, offset, text.Length - offset).ToString();
    }

    private static int WriteLine(
        string text, int offset, int columns, string separator, bool breakWords, StringBuilder result)
    {
        var end = offset + columns;
        var space = text.AsSpan(offset, columns + 1).LastIndexOf(' ');
        if (space < 0 && breakWords)
        {
            result.Append(text, offset, columns).Append(separator);
            return end;
        }

        var breakAt = space >= 0 ? space + offset : text.IndexOf(' ', end);
        if (breakAt < 0)
        {
            result.Append(text, offset, text.Length - offset);
            return text.Length;
        }

        result.Append(text, offset, breakAt - offset).Append(separator);
        return breakAt + 1;
    }
}
