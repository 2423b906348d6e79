using System.Text.Json;

namespace Lynq.Crds.Validation;

/// <summary>A template string of a resource.</summary>
/// <param name="Path">Its field, relative to the resource.</param>
/// <param name="Field">How messages name it (contract §17), for example <c>LabelsTemplate[app]</c>.</param>
/// <param name="Text">The template.</param>
internal readonly record struct FormTemplate(string Path, string Field, string Text);

/// <summary>Finds every template string of a resource: name, labels, annotations, namespace and all strings of spec.</summary>
internal static class FormTemplates
{
    internal static IEnumerable<FormTemplate> Of(ResourceTemplate resource)
    {
        if (resource.NameTemplate is { } name)
            yield return new("nameTemplate", "NameTemplate", name);
        foreach (var (key, value) in resource.LabelsTemplate ?? Empty)
            yield return new($"labelsTemplate[{key}]", $"LabelsTemplate[{key}]", value);
        foreach (var (key, value) in resource.AnnotationsTemplate ?? Empty)
            yield return new($"annotationsTemplate[{key}]", $"AnnotationsTemplate[{key}]", value);
        if (resource.TargetNamespace is { } target)
            yield return new("targetNamespace", "TargetNamespace", target);
        foreach (var (path, text) in Strings("spec", resource.Spec ?? default))
            yield return new(path, path, text);
    }

    private static Dictionary<string, string> Empty { get; } = new(StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Text)> Strings(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [(path, value.GetString()!)],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Strings($"{path}.{p.Name}", p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Strings($"{path}[{i}]", item)),
        _ => [],
    };
}
