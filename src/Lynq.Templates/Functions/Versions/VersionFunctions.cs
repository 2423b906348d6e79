using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Versions;

/// <summary>Functions on semantic versions.</summary>
internal static class VersionFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("semver", [Types.String], static (_, args) =>
                Value.FromObject(new VersionValue(SemanticVersion.Parse(args[0].AsString), isPointer: true)))
            .Add("semverCompare", [Types.String, Types.String], Compare);
    }

    private static Value Compare(RenderContext context, ReadOnlySpan<Value> args)
    {
        // Reading a constraint goes over its text a few times.
        context.Work(args[0].AsString.Length * 16L);
        var constraint = ConstraintSet.Parse(args[0].AsString);
        return Value.FromBool(constraint.Allows(SemanticVersion.Parse(args[1].AsString)));
    }
}
