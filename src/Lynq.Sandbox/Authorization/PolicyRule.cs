using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Authorization;

/// <summary>One rule of a Role or ClusterRole.</summary>
internal sealed record PolicyRule(string[] Verbs, string[] Groups, string[] Resources, string[] Names, string[] Paths)
{
    public static PolicyRule Read(JsonObject rule) => new(
        [.. rule.Texts("verbs")], [.. rule.Texts("apiGroups")], [.. rule.Texts("resources")], [.. rule.Texts("resourceNames")], [.. rule.Texts("nonResourceURLs")]);

    public bool Allows(AccessAttributes asked)
    {
        if (!Has(Verbs, asked.Verb)) return false;
        if (asked.Path is { } path) return Array.Exists(Paths, pattern => CoversPath(pattern, path));
        return Has(Groups, asked.Group) && CoversResource(asked)
            && (Names.Length == 0 || Names.Contains(asked.Name, StringComparer.Ordinal));
    }

    public JsonObject ToJson()
    {
        var rule = new JsonObject { ["verbs"] = List(Verbs) };
        if (Paths.Length > 0) rule["nonResourceURLs"] = List(Paths);
        else
        {
            rule["apiGroups"] = List(Groups);
            rule["resources"] = List(Resources);
            if (Names.Length > 0) rule["resourceNames"] = List(Names);
        }

        return rule;
    }

    private bool CoversResource(AccessAttributes asked)
    {
        var combined = asked.Subresource.Length == 0 ? asked.Resource : asked.Resource + "/" + asked.Subresource;
        return Has(Resources, combined) || (asked.Subresource.Length > 0 && Resources.Contains("*/" + asked.Subresource, StringComparer.Ordinal));
    }

    private static bool CoversPath(string pattern, string path) =>
        pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));

    private static bool Has(string[] all, string one) => all.Contains("*", StringComparer.Ordinal) || all.Contains(one, StringComparer.Ordinal);

    private static JsonArray List(string[] values) => new([.. values.Select(value => (JsonNode)value)]);
}
