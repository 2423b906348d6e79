using System.Text.Json.Nodes;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Admission;

/// <summary>One webhook of a configuration, read once.</summary>
internal sealed record Webhook
{
    public required string Name { get; init; }

    /// <summary>Where it is: a url, or a service.</summary>
    public required JsonObject ClientConfig { get; init; }

    public required IReadOnlyList<WebhookRule> Rules { get; init; }

    /// <summary>Whether a call that fails lets the request pass.</summary>
    public required bool IgnoresFailure { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether it may be asked about dry runs.</summary>
    public required bool AllowsDryRun { get; init; }

    /// <summary>Whether it is asked again when a later webhook has changed the object.</summary>
    public required bool Reinvoked { get; init; }

    public required JsonObject NamespaceSelector { get; init; }

    public required JsonObject ObjectSelector { get; init; }

    public static Webhook Read(JsonObject value) => new()
    {
        Name = value.Text("name"),
        ClientConfig = value.Child("clientConfig") ?? [],
        Rules = [.. value.Objects("rules").Select(WebhookRule.Read)],
        IgnoresFailure = value.Text("failurePolicy") == "Ignore",
        Timeout = TimeSpan.FromSeconds(value.Number("timeoutSeconds") ?? 10),
        AllowsDryRun = value.Text("sideEffects") is "None" or "NoneOnDryRun",
        Reinvoked = value.Text("reinvocationPolicy") == "IfNeeded",
        NamespaceSelector = value.Child("namespaceSelector") ?? [],
        ObjectSelector = value.Child("objectSelector") ?? [],
    };

    /// <summary>Whether a rule covers the write; selectors are looked at later, when there is an object.</summary>
    public bool Covers(ResourceType type, string operation, string subresource) =>
        Rules.Any(rule => rule.Covers(type, operation, subresource));

    /// <summary>Whether the selectors take the object; one of the two states suffices, so that a label cannot be dropped to escape.</summary>
    public bool Selects(JsonObject? namespaceLabels, JsonObject? value, JsonObject? old)
    {
        if (namespaceLabels is not null && !Selectors.Matches(NamespaceSelector, namespaceLabels)) return false;
        if (ObjectSelector.Count == 0) return true;
        return (value is not null && Selectors.Matches(ObjectSelector, Labels(value))) || (old is not null && Selectors.Matches(ObjectSelector, Labels(old)));
    }

    private static JsonObject? Labels(JsonObject value) => value.Child("metadata").Child("labels");
}
