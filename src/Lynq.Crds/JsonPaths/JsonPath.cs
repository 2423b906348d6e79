using System.Diagnostics.CodeAnalysis;

namespace Lynq.Crds.JsonPaths;

/// <summary>A parsed JSONPath of ignoreFields (contract §10.6): from the root, one segment after the other.</summary>
/// <param name="Text">The path as written.</param>
/// <param name="Segments">Its segments, at least one.</param>
public sealed record JsonPath(string Text, IReadOnlyList<JsonPathSegment> Segments)
{
    /// <summary>Parses a path.</summary>
    /// <param name="text">The path, starting with <c>$</c>.</param>
    /// <param name="path">The parsed path, or null.</param>
    /// <param name="error">What is wrong with it and where, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out string? error)
    {
        try
        {
            path = new JsonPathParser(text).Parse();
            error = null;
            return true;
        }
        catch (JsonPathSyntaxException e)
        {
            path = null;
            error = e.Message;
            return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
