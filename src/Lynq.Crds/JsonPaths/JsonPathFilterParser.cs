using System.Text.Json;

namespace Lynq.Crds.JsonPaths;

/// <summary>The inside of a filter: tests on <c>@</c>, joined by <c>&amp;&amp;</c> and <c>||</c>.</summary>
internal sealed class JsonPathFilterParser(JsonPathCursor cursor)
{
    private static readonly (string Token, FilterComparison Comparison)[] Comparisons =
    [
        ("==", FilterComparison.Equal),
        ("!=", FilterComparison.NotEqual),
        ("<=", FilterComparison.LessOrEqual),
        (">=", FilterComparison.GreaterOrEqual),
        ("<", FilterComparison.Less),
        (">", FilterComparison.Greater),
    ];

    internal IReadOnlyList<IReadOnlyList<FilterTest>> Parse()
    {
        cursor.Expect("(", "'(' after '?'");
        var alternatives = new List<IReadOnlyList<FilterTest>>();
        do
        {
            var tests = new List<FilterTest>();
            do
                tests.Add(Test());
            while (cursor.Take("&&"));
            alternatives.Add(tests);
        }
        while (cursor.Take("||"));
        cursor.Expect(")", "')'");
        return alternatives;
    }

    private FilterTest Test()
    {
        cursor.SkipSpaces();
        cursor.Expect("@", "'@', the tested value");
        var path = new List<JsonPathSegment>();
        while (cursor.Current is '.' or '[')
            path.Add(Step());
        cursor.SkipSpaces();
        foreach (var (token, comparison) in Comparisons)
        {
            if (!cursor.Take(token))
                continue;
            cursor.SkipSpaces();
            var literal = Literal();
            cursor.SkipSpaces();
            return new FilterTest(path, comparison, literal);
        }

        return new FilterTest(path, FilterComparison.Exists, default);
    }

    private JsonPathSegment Step()
    {
        if (cursor.Take("."))
            return new MemberSegment(cursor.Name(), Descends: false);
        cursor.Expect("[", "'['");
        JsonPathSegment step = cursor.Current is '\'' or '"'
            ? new MemberSegment(cursor.Quoted(), Descends: false)
            : new IndexSegment(cursor.Integer() ?? throw cursor.Wrong("expected a quoted name or a number"), Descends: false);
        cursor.Expect("]", "']'");
        return step;
    }

    private JsonElement Literal()
    {
        if (cursor.Current is '\'' or '"')
            return JsonSerializer.SerializeToElement(cursor.Quoted(), CrdJson.Default.String);
        try
        {
            var value = JsonElement.Parse(cursor.Until(")&|"));
            return value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
                ? value
                : throw cursor.Wrong("expected a string, a number, true, false or null");
        }
        catch (JsonException)
        {
            throw cursor.Wrong("expected a string, a number, true, false or null");
        }
    }
}
