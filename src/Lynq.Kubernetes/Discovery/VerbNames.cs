using System.Text.Json;

namespace Lynq.Kubernetes;

/// <summary>Reads the <c>verbs</c> of a discovered resource. Verbs that this client has no use for are passed over.</summary>
internal static class VerbNames
{
    public static ApiVerbs Parse(JsonElement resource)
    {
        var verbs = ApiVerbs.None;
        if (!resource.TryGetProperty("verbs", out var names) || names.ValueKind != JsonValueKind.Array)
            return verbs;
        foreach (var name in names.EnumerateArray())
            verbs |= Of(name.GetString());
        return verbs;
    }

    private static ApiVerbs Of(string? name) => name switch
    {
        "get" => ApiVerbs.Get,
        "list" => ApiVerbs.List,
        "watch" => ApiVerbs.Watch,
        "create" => ApiVerbs.Create,
        "update" => ApiVerbs.Update,
        "patch" => ApiVerbs.Patch,
        "delete" => ApiVerbs.Delete,
        "deletecollection" => ApiVerbs.DeleteCollection,
        _ => ApiVerbs.None,
    };
}
