using System.Collections.Frozen;
using Lynq.Templates.Functions.Json;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Versions;

/// <summary>A version as templates see it.</summary>
/// <param name="version">The version.</param>
/// <param name="isPointer">Whether it is Go's <c>*semver.Version</c>; the <c>Inc…</c> methods give plain ones.</param>
internal sealed class VersionValue(SemanticVersion version, bool isPointer) : ObjectValue, IJsonWritable
{
    private static readonly FrozenDictionary<string, FunctionDefinition> _methods = BuildMethods();

    /// <summary>The version.</summary>
    public SemanticVersion Version => version;

    /// <inheritdoc />
    public override string GoTypeName => isPointer ? "*semver.Version" : "semver.Version";

    /// <inheritdoc />
    public override string GoKindName => isPointer ? "ptr" : "struct";

    /// <inheritdoc />
    public string? JsonText => Print();

    /// <inheritdoc />
    public override string Print() => version.ToString();

    /// <inheritdoc />
    public override FunctionDefinition? FindMethod(string name) => _methods.GetValueOrDefault(name);

    /// <inheritdoc />
    public override bool DeepEquals(ObjectValue other) =>
        other is VersionValue value && value.GoTypeName == GoTypeName && value.Version == version;

    private static FrozenDictionary<string, FunctionDefinition> BuildMethods()
    {
        var other = ParameterType.Of<VersionValue>("*semver.Version");
        return new FunctionRegistry()
            .Add("Major", [], static (_, args) => Value.FromUint64(Of(args[0]).Major))
            .Add("Minor", [], static (_, args) => Value.FromUint64(Of(args[0]).Minor))
            .Add("Patch", [], static (_, args) => Value.FromUint64(Of(args[0]).Patch))
            .Add("Prerelease", [], static (_, args) => Value.FromString(Of(args[0]).Prerelease))
            .Add("Metadata", [], static (_, args) => Value.FromString(Of(args[0]).Metadata))
            .Add("Original", [], static (_, args) => Value.FromString(Of(args[0]).Original))
            .Add("String", [], static (_, args) => Value.FromString(Of(args[0]).ToString()))
            .Add("Compare", [other], static (_, args) => Value.FromInt(Math.Sign(Compare(args))))
            .Add("Equal", [other], static (_, args) => Value.FromBool(Compare(args) == 0))
            .Add("LessThan", [other], static (_, args) => Value.FromBool(Compare(args) < 0))
            .Add("LessThanEqual", [other], static (_, args) => Value.FromBool(Compare(args) <= 0))
            .Add("GreaterThan", [other], static (_, args) => Value.FromBool(Compare(args) > 0))
            .Add("GreaterThanEqual", [other], static (_, args) => Value.FromBool(Compare(args) >= 0))
            .Add("IncMajor", [], static (_, args) => Next(Of(args[0]).Major + 1, 0, 0, args[0]))
            .Add("IncMinor", [], static (_, args) => Next(Of(args[0]).Major, Of(args[0]).Minor + 1, 0, args[0]))
            .Add("IncPatch", [], static (_, args) =>
                Next(Of(args[0]).Major, Of(args[0]).Minor, Of(args[0]).Patch + (Of(args[0]).Prerelease.Length == 0 ? 1UL : 0), args[0]))
            .Build();
    }

    private static SemanticVersion Of(in Value value) => ((VersionValue)value.AsObject).Version;

    private static int Compare(ReadOnlySpan<Value> args) => Of(args[0]).CompareTo(Of(args[1]));

    private static Value Next(ulong major, ulong minor, ulong patch, in Value from)
    {
        var next = new SemanticVersion(major, minor, patch, "", "", "");
        var original = (Of(from).Original.StartsWith('v') ? "v" : "") + next;
        return Value.FromObject(new VersionValue(next with { Original = original }, isPointer: false));
    }
}
