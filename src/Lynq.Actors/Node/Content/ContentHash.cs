using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>
/// Identity of a node's content. Defaults are filled in first, because the API server fills them in, too: what we wrote and what
/// we read back must compare as equal.
/// </summary>
internal static class ContentHash
{
    public static UInt128 Of(LynqNodeSpec spec, IReadOnlyDictionary<string, string> errors)
    {
        var resources = new JsonArray();
        foreach (var (array, resource) in spec.AllResources()) resources.Add(Normal(array, resource));
        var all = new JsonObject { ["uid"] = spec.Uid, ["form"] = spec.TemplateRef, ["resources"] = resources, ["errors"] = Map(errors) };
        return Fingerprint.Wide(all);
    }

    private static JsonObject Normal(ResourceArray array, ResourceTemplate resource)
    {
        var policies = resource.Policies;
        return new JsonObject
        {
            ["array"] = array.Name,
            ["id"] = resource.Id,
            ["spec"] = resource.Spec is { } spec ? JsonNode.Parse(spec.GetRawText()) : null,
            ["name"] = resource.NameTemplate ?? "",
            ["labels"] = Map(resource.LabelsTemplate),
            ["annotations"] = Map(resource.AnnotationsTemplate),
            ["namespace"] = resource.TargetNamespace ?? "",
            ["depend"] = List(resource.DependIds),
            ["ignore"] = List(resource.IgnoreFields),
            ["ready"] = Map((resource.ReadyWhen ?? []).Select((condition, i) => KeyValuePair.Create($"{i} {condition.Path}", condition.Value ?? ""))),
            ["policies"] = policies.ToString(),
        };
    }

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>>? map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map ?? []) result[key] = value;
        return result;
    }

    private static JsonArray List(IEnumerable<string>? items) => new([.. (items ?? []).Select(i => JsonValue.Create(i))]);
}
