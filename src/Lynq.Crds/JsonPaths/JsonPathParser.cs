namespace Lynq.Crds.JsonPaths;

/// <summary>Recursive descent over the documented grammar (contract §10.6).</summary>
internal sealed class JsonPathParser(string text)
{
    private readonly JsonPathCursor _cursor = new(text);

    internal JsonPath Parse()
    {
        _cursor.Expect("$", "'$', the root");
        var segments = new List<JsonPathSegment>();
        while (!_cursor.AtEnd)
            segments.Add(Segment());
        return segments.Count > 0 ? new JsonPath(text, segments) : throw _cursor.Wrong("the path names the whole object: expected a member");
    }

    private JsonPathSegment Segment()
    {
        if (_cursor.Take("["))
            return Bracket(descends: false);
        var descends = _cursor.Take("..");
        if (!descends)
            _cursor.Expect(".", "'.' or '['");
        if (_cursor.Take("*"))
            return new WildcardSegment(descends);
        if (descends && _cursor.Take("["))
            return Bracket(descends);
        return new MemberSegment(_cursor.Name(), descends);
    }

    private JsonPathSegment Bracket(bool descends)
    {
        _cursor.SkipSpaces();
        var segment = BracketContent(descends);
        _cursor.SkipSpaces();
        _cursor.Expect("]", "']'");
        return segment;
    }

    private JsonPathSegment BracketContent(bool descends)
    {
        if (_cursor.Current is '\'' or '"')
            return new MemberSegment(_cursor.Quoted(), descends);
        if (_cursor.Take("*"))
            return new WildcardSegment(descends);
        if (_cursor.Take("?"))
            return new FilterSegment(new JsonPathFilterParser(_cursor).Parse(), descends);
        var start = _cursor.Integer();
        if (_cursor.Take(":"))
            return Slice(start, descends);
        return start is { } index ? new IndexSegment(index, descends) : throw _cursor.Wrong("expected a quoted name, a number, '*', a slice or a filter");
    }

    private SliceSegment Slice(int? start, bool descends)
    {
        var end = _cursor.Integer();
        var step = _cursor.Take(":") ? _cursor.Integer() ?? 1 : 1;
        return step != 0 ? new SliceSegment(start, end, step, descends) : throw _cursor.Wrong("the step of a slice cannot be 0");
    }
}
