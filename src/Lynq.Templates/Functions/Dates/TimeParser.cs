using System.Diagnostics.CodeAnalysis;
using Lynq.Templates.Formatting;

namespace Lynq.Templates.Functions.Dates;

/// <summary>Reads times by Go's reference-time layouts, with UTC as the local zone.</summary>
internal sealed class TimeParser
{
    private readonly string _layout;
    private readonly string _text;
    private readonly TimeFields _fields = new();
    private string _rest;

    private TimeParser(string layout, string text)
    {
        _layout = layout;
        _text = text;
        _rest = text;
    }

    /// <summary>Reads <paramref name="text"/>; on failure <paramref name="error"/> says why, in Go's words.</summary>
    internal static bool TryParse(string layout, string text, out GoTime time, [NotNullWhen(false)] out string? error)
    {
        var parser = new TimeParser(layout, text);
        time = GoTime.Zero;
        error = parser.ReadLayout() ?? parser.Resolve(out time);
        return error is null;
    }

    private string? ReadLayout()
    {
        var layout = _layout;
        while (true)
        {
            var chunk = LayoutChunk.Next(layout);
            if (!SkipLiteral(chunk.Prefix)) return CannotParse(chunk.Prefix);
            if (chunk.Part == LayoutPart.None)
            {
                return _rest.Length == 0 ? null : Failure(": extra text: " + GoQuote.Excerpt(_rest));
            }

            layout = chunk.Rest;
            var held = _rest;
            var reader = new TimeFieldReader(_rest, layout);
            var read = reader.Read(chunk, _fields);
            _rest = reader.Rest;
            if (reader.OutOfRange is { } what) return Failure($": {what} out of range");
            if (read) continue;
            _rest = held;
            return CannotParse(chunk.Text);
        }
    }

    /// <summary>Spaces of the layout match any number of spaces, other text only itself.</summary>
    private bool SkipLiteral(string literal)
    {
        var rest = literal.AsSpan();
        while (!rest.IsEmpty)
        {
            if (rest[0] == ' ')
            {
                if (_rest.Length > 0 && _rest[0] != ' ') return false;
                rest = rest.TrimStart(' ');
                _rest = _rest.TrimStart(' ');
                continue;
            }

            if (_rest.Length == 0 || _rest[0] != rest[0]) return false;
            rest = rest[1..];
            _rest = _rest[1..];
        }

        return true;
    }

    private string? Resolve(out GoTime time)
    {
        time = GoTime.Zero;
        if (_fields.ResolveDate(out var date) is { } problem) return Failure(": " + problem);
        time = GoTime.FromCivil(date, _fields.SecondOfDay, _fields.Nanoseconds, TimeZone.Utc);
        if (_fields.IsUtc) return null;
        if (_fields.ZoneOffset is { } offset)
        {
            var isLocal = offset == 0 && _fields.ZoneName is "" or "UTC";
            var zone = isLocal ? TimeZone.Utc : TimeZone.WithOffset(_fields.ZoneName, offset);
            time = time with { UnixSeconds = time.UnixSeconds - offset, Zone = zone };
            return null;
        }

        // A name alone says nothing about the offset; only GMT with a number does, and it does not move the moment.
        if (_fields.ZoneName.Length > 0)
            time = time.In(TimeZone.WithOffset(_fields.ZoneName, TimeFieldReader.GmtOffset(_fields.ZoneName)));
        return null;
    }

    private string Failure(string message) => "parsing time " + GoQuote.Excerpt(_text) + message;

    private string CannotParse(string element) =>
        Failure($" as {GoQuote.Excerpt(_layout)}: cannot parse {GoQuote.Excerpt(_rest)} as {GoQuote.Excerpt(element)}");
}
