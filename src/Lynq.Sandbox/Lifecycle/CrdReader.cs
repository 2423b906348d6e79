using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Reads the served versions out of a CustomResourceDefinition.</summary>
internal static class CrdReader
{
    public static string StorageKeyOf(JsonObject crd) =>
        crd.Child("spec").Child("names").Text("plural") + "." + crd.Child("spec").Text("group");

    /// <summary>The served versions, the preferred one first.</summary>
    public static IEnumerable<ResourceType> Read(JsonObject crd)
    {
        var spec = crd.Child("spec")!;
        var preserve = spec.Flag("preserveUnknownFields");
        return spec.Objects("versions").Where(version => version.Flag("served"))
            .OrderBy(version => version.Text("name"), VersionOrder.Instance)
            .Select(version => Version(crd, spec, version, preserve));
    }

    private static ResourceType Version(JsonObject crd, JsonObject spec, JsonObject version, bool preserve)
    {
        var names = spec.Child("names")!;
        var kind = names.Text("kind");
        var subresources = version.Child("subresources");
        var openApi = version.Child("schema").Child("openAPIV3Schema");
        return new ResourceType
        {
            Group = spec.Text("group"),
            Version = version.Text("name"),
            Kind = kind,
            Plural = names.Text("plural"),
            Singular = names.Text("singular") is { Length: > 0 } singular ? singular : kind.ToLowerInvariant(),
            ListKind = names.Text("listKind") is { Length: > 0 } listKind ? listKind : kind + "List",
            Namespaced = spec.Text("scope") == "Namespaced",
            ShortNames = [.. names.Texts("shortNames")],
            Categories = [.. names.Texts("categories")],
            Subresources = [.. (subresources ?? []).Select(subresource => subresource.Key)],
            Verbs = ResourceType.CustomVerbs,
            CountsGeneration = true,
            StorageKey = StorageKeyOf(crd),
            Schema = CrdSchemas.Root(openApi, preserve),
            Custom = new CustomResource(
                crd.Metadata().Text("name"), openApi?.Copy(), Columns(version), Scale(subresources),
                [.. version.Objects("selectableFields").Select(field => field.Text("jsonPath"))], Deprecation(spec, version, kind)),
        };
    }

    private static PrinterColumn[] Columns(JsonObject version) => [.. version.Objects("additionalPrinterColumns").Select(column => new PrinterColumn(
        column.Text("name"), column.Text("type"), column.Text("format"), column.Text("description"),
        (int)(column.Number("priority") ?? 0), column.Text("jsonPath")))];

    private static ScalePaths? Scale(JsonObject? subresources) => subresources.Child("scale") is { } scale
        ? new ScalePaths(scale.Text("specReplicasPath"), scale.Text("statusReplicasPath"), scale["labelSelectorPath"].AsText())
        : null;

    private static string? Deprecation(JsonObject spec, JsonObject version, string kind)
    {
        if (!version.Flag("deprecated")) return null;
        return version["deprecationWarning"].AsText() ?? $"{spec.Text("group")}/{version.Text("name")} {kind} is deprecated";
    }
}
