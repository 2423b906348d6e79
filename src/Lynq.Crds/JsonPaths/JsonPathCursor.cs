using System.Globalization;
using System.Text;

namespace Lynq.Crds.JsonPaths;

/// <summary>Reads the tokens of a path.</summary>
internal sealed class JsonPathCursor(string text)
{
    private int _at;

    internal bool AtEnd => _at == text.Length;

    internal char Current => AtEnd ? '\0' : text[_at];

    internal bool Take(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        return true;
    }

    internal void Expect(string token, string what)
    {
        if (!Take(token))
            throw Wrong($"expected {what}");
    }

    internal void SkipSpaces()
    {
        while (Current == ' ')
            _at++;
    }

    /// <summary>Letters, digits, underscores and hyphens.</summary>
    internal string Name()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Current) || Current is '_' or '-')
            _at++;
        return _at > start ? text[start.._at] : throw Wrong("expected a name");
    }

    internal int? Integer()
    {
        var start = _at;
        if (Current == '-')
            _at++;
        while (char.IsAsciiDigit(Current))
            _at++;
        if (_at == start)
            return null;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong("expected a whole number");
    }

    /// <summary>A string in single or double quotes; a backslash takes the next character as it is.</summary>
    internal string Quoted()
    {
        var quote = Current;
        var value = new StringBuilder();
        for (_at++; !AtEnd && Current != quote; _at++)
        {
            if (Current == '\\')
                _at++;
            if (!AtEnd)
                value.Append(Current);
        }

        if (AtEnd)
            throw Wrong("the string has no closing quote");
        _at++;
        return value.ToString();
    }

    /// <summary>Everything up to one of these characters, for literals.</summary>
    internal string Until(string stops)
    {
        var start = _at;
        while (!AtEnd && !stops.Contains(Current, StringComparison.Ordinal))
            _at++;
        return text[start.._at].Trim();
    }

    internal JsonPathSyntaxException Wrong(string reason) => new(reason, _at);
}
