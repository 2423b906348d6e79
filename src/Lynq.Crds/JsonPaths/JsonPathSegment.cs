using System.Text.Json;

namespace Lynq.Crds.JsonPaths;

/// <summary>One step of a path.</summary>
/// <param name="Descends">True after <c>..</c>: the step applies to the value and to everything below it.</param>
public abstract record JsonPathSegment(bool Descends);

/// <summary><c>.name</c> or <c>['name']</c>: the member of an object.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Descends">True after <c>..</c>.</param>
public sealed record MemberSegment(string Name, bool Descends) : JsonPathSegment(Descends);

/// <summary><c>.*</c> or <c>[*]</c>: every member or item.</summary>
/// <param name="Descends">True after <c>..</c>.</param>
public sealed record WildcardSegment(bool Descends) : JsonPathSegment(Descends);

/// <summary><c>[n]</c>: an item of an array, counted from the end when negative.</summary>
/// <param name="Index">The index.</param>
/// <param name="Descends">True after <c>..</c>.</param>
public sealed record IndexSegment(int Index, bool Descends) : JsonPathSegment(Descends);

/// <summary><c>[start:end:step]</c>: items of an array; the end is not included, negative positions count from the end.</summary>
/// <param name="Start">First position, or null for the beginning.</param>
/// <param name="End">Position to stop before, or null for the end.</param>
/// <param name="Step">Distance between items, never 0; negative runs backwards.</param>
/// <param name="Descends">True after <c>..</c>.</param>
public sealed record SliceSegment(int? Start, int? End, int Step, bool Descends) : JsonPathSegment(Descends);

/// <summary><c>[?(...)]</c>: items or members for which all tests of at least one alternative hold.</summary>
/// <param name="Alternatives">Tests joined by <c>&amp;&amp;</c>, in alternatives joined by <c>||</c>.</param>
/// <param name="Descends">True after <c>..</c>.</param>
public sealed record FilterSegment(IReadOnlyList<IReadOnlyList<FilterTest>> Alternatives, bool Descends) : JsonPathSegment(Descends);

/// <summary>One test of a filter: <c>@.path</c> exists, or compares to a literal.</summary>
/// <param name="Path">Members and indexes from the tested value on; empty for the value itself.</param>
/// <param name="Comparison">How to compare.</param>
/// <param name="Literal">The right side; undefined for <see cref="FilterComparison.Exists"/>.</param>
public sealed record FilterTest(IReadOnlyList<JsonPathSegment> Path, FilterComparison Comparison, JsonElement Literal);

/// <summary>Comparisons of a filter.</summary>
public enum FilterComparison
{
    /// <summary>The path leads to something.</summary>
    Exists,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}
