using System.Text.Json.Nodes;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Api;

/// <summary>The rules of metadata that hold for every kind.</summary>
internal static class MetadataRules
{
    private const int MostAnnotationBytes = 256 * 1024;

    public static IEnumerable<FieldCause> Check(ResourceType type, JsonObject value)
    {
        var metadata = value.Metadata();
        var name = metadata.Text("name");
        if (name.Length == 0) yield return FieldCause.Required("metadata.name", "name or generateName is required");
        else if (NameRules.Problem(type, name) is { } problem) yield return FieldCause.Invalid("metadata.name", name, problem);
        foreach (var (label, text) in metadata.Child("labels") ?? [])
        {
            if (NameRules.QualifiedNameProblem(label) is { } key) yield return FieldCause.Invalid("metadata.labels", label, key);
            if (NameRules.LabelValueProblem(text.AsText() ?? "") is { } wrong)
                yield return FieldCause.Invalid("metadata.labels", text.AsText() ?? "", wrong);
        }

        foreach (var cause in Annotations(metadata)) yield return cause;
        foreach (var finalizer in metadata.Texts("finalizers"))
        {
            if (NameRules.QualifiedNameProblem(finalizer) is { } why)
                yield return FieldCause.Invalid("metadata.finalizers", finalizer, why);
        }

        foreach (var cause in Owners(metadata)) yield return cause;
    }

    public static IEnumerable<FieldCause> CheckUpdate(JsonObject value, JsonObject live)
    {
        var (next, current) = (value.Metadata(), live.Metadata());
        if (!current.ContainsKey("deletionTimestamp")) yield break;
        var known = current.Texts("finalizers").ToHashSet(StringComparer.Ordinal);
        var added = next.Texts("finalizers").Where(finalizer => !known.Contains(finalizer)).ToList();
        if (added.Count > 0)
        {
            yield return FieldCause.Forbidden("metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(one => "\"" + one + "\""))}}}");
        }
    }

    private static IEnumerable<FieldCause> Annotations(JsonObject metadata)
    {
        var size = 0;
        foreach (var (name, text) in metadata.Child("annotations") ?? [])
        {
            if (NameRules.QualifiedNameProblem(name.ToLowerInvariant()) is { } why)
                yield return FieldCause.Invalid("metadata.annotations", name, why);
            size += name.Length + (text.AsText()?.Length ?? 0);
        }

        if (size > MostAnnotationBytes)
            yield return FieldCause.TooLong("metadata.annotations", $"may not be more than {MostAnnotationBytes} bytes");
    }

    private static IEnumerable<FieldCause> Owners(JsonObject metadata)
    {
        string? controller = null;
        var index = 0;
        foreach (var owner in metadata.Objects("ownerReferences"))
        {
            var path = $"metadata.ownerReferences[{index++}]";
            foreach (var field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (owner.Text(field).Length == 0)
                    yield return FieldCause.Invalid($"{path}.{field}", owner.Text(field), $"{field} must not be empty") with { Field = $"{path}.{field}" };
            }

            if (!owner.Flag("controller")) continue;
            if (controller is not null)
            {
                yield return FieldCause.Invalid("metadata.ownerReferences", metadata["ownerReferences"],
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {owner.Text("kind")}/{owner.Text("name")}");
            }

            controller = owner.Text("kind") + "/" + owner.Text("name");
        }
    }
}
