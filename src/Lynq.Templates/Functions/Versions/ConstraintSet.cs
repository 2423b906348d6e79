using System.Text.RegularExpressions;

namespace Lynq.Templates.Functions.Versions;

/// <summary>
/// A version constraint such as <c>&gt;=1.2, &lt;2 || ~3.1</c>: alternatives of comparisons that all have to hold.
/// </summary>
internal sealed class ConstraintSet
{
    private const string Space = @"[\t\n\f\r ]";
    private const string Number = @"[0-9xX*|]+";
    private const string Identifiers = @"[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*";
    private const string Version = $@"v?{Number}(?:\.{Number})?(?:\.{Number})?(?:-{Identifiers})?(?:\+{Identifiers})?";
    private const string Operator = @"(?:=||!=|>|<|>=|=>|<=|=<|~|~>|\^)";
    private const string Comparison = $"{Operator}{Space}*{Version}";

    private static readonly Regex _range = Compile($"{Space}*(?<from>{Version}){Space}+-{Space}+(?<to>{Version}){Space}*");
    private static readonly Regex _alternative =
        Compile($@"\A{Space}*{Comparison}{Space}*(?:(?:{Space}+|,{Space}*){Comparison}{Space}*)*\z");
    private static readonly Regex _comparison = Compile(Comparison);
    private static readonly Regex _parts = Compile(
        $@"\A(?<op>{Operator}){Space}*(?<version>v?(?<major>{Number})(?:\.(?<minor>{Number}))?(?:\.(?<patch>{Number}))?"
        + $@"(?<pre>-{Identifiers})?(?:\+{Identifiers})?)\z");

    private readonly VersionConstraint[][] _alternatives;

    private ConstraintSet(VersionConstraint[][] alternatives) => _alternatives = alternatives;

    /// <summary>Reads a constraint.</summary>
    /// <exception cref="FunctionException">The text is no constraint.</exception>
    internal static ConstraintSet Parse(string text)
    {
        var explicitRanges = _range.Replace(text, static range =>
            $">= {range.Groups["from"].Value}, <= {range.Groups["to"].Value} ");
        return new ConstraintSet([.. explicitRanges.Split("||").Select(ParseAlternative)]);
    }

    /// <summary>Whether a version satisfies one of the alternatives.</summary>
    internal bool Allows(SemanticVersion version) =>
        _alternatives.Any(alternative => alternative.All(constraint => constraint.Allows(version)));

    private static VersionConstraint[] ParseAlternative(string text)
    {
        if (!_alternative.IsMatch(text)) throw new FunctionException("improper constraint: " + text);
        return [.. _comparison.Matches(text).Select(static match => ParseComparison(match.Value))];
    }

    private static VersionConstraint ParseComparison(string text)
    {
        var parts = _parts.Match(text);
        if (!parts.Success) throw new FunctionException("improper constraint: " + text);
        var (major, minor, patch) = (parts.Groups["major"].Value, parts.Groups["minor"].Value, parts.Groups["patch"].Value);
        var pre = parts.Groups["pre"].Value;
        var (version, precision) = (major, minor, patch) switch
        {
            _ when IsOpen(major) => ("0.0.0" + pre, VersionPrecision.Any),
            _ when IsOpen(minor) => ($"{major}.0.0{pre}", VersionPrecision.Major),
            _ when IsOpen(patch) => ($"{major}.{minor}.0{pre}", VersionPrecision.Minor),
            _ => (parts.Groups["version"].Value, VersionPrecision.Patch),
        };
        return new VersionConstraint(parts.Groups["op"].Value, ParseVersion(version), precision);
    }

    private static bool IsOpen(string number) => number is "" or "x" or "X" or "*";

    private static SemanticVersion ParseVersion(string text)
    {
        try
        {
            return SemanticVersion.Parse(text);
        }
        catch (FunctionException)
        {
            throw new FunctionException("constraint Parser Error");
        }
    }

    private static Regex Compile(string pattern) => new(
        pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
