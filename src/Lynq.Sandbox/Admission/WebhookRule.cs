using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Admission;

/// <summary>Which writes a webhook wants to see.</summary>
internal sealed record WebhookRule(string[] Groups, string[] Versions, string[] Resources, string[] Operations, string Scope)
{
    public static WebhookRule Read(JsonObject rule) => new(
        [.. rule.Texts("apiGroups")], [.. rule.Texts("apiVersions")], [.. rule.Texts("resources")], [.. rule.Texts("operations")],
        rule.Text("scope") is { Length: > 0 } scope ? scope : "*");

    public bool Covers(ResourceType type, string operation, string subresource) =>
        Has(Groups, type.Group) && Has(Versions, type.Version) && Has(Operations, operation)
        && Scope switch { "Namespaced" => type.Namespaced, "Cluster" => !type.Namespaced, _ => true }
        && Resources.Any(resource => CoversResource(resource, type.Plural, subresource));

    private static bool Has(string[] wanted, string value) =>
        wanted.Contains("*", StringComparer.Ordinal) || wanted.Contains(value, StringComparer.Ordinal);

    // "pods" is pods alone, "pods/status" that subresource, "pods/*" both, "*/scale" any kind's, "*" all but subresources.
    private static bool CoversResource(string wanted, string plural, string subresource)
    {
        var slash = wanted.IndexOf('/', StringComparison.Ordinal);
        var (resource, sub) = slash < 0 ? (wanted, "") : (wanted[..slash], wanted[(slash + 1)..]);
        return (resource == "*" || resource == plural) && (sub == "*" || sub == subresource);
    }
}
