using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>LabelSelector objects.</summary>
internal static class Selectors
{
    public static bool Matches(JsonObject selector, JsonObject? labels) =>
        (selector.Child("matchLabels") ?? []).All(wanted => labels.Text(wanted.Key) == wanted.Value.AsText() && labels?.ContainsKey(wanted.Key) == true)
        && selector.Objects("matchExpressions").All(requirement => Holds(requirement, labels));

    private static bool Holds(JsonObject requirement, JsonObject? labels)
    {
        var value = labels?[requirement.Text("key")].AsText();
        var values = requirement.Texts("values").ToList();
        return requirement.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value, StringComparer.Ordinal),
            "NotIn" => value is null || !values.Contains(value, StringComparer.Ordinal),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
