using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Schemas;

/// <summary>Finds the CEL rules of a CustomResourceDefinition that the sandbox keeps but does not evaluate.</summary>
internal static class UnsupportedRules
{
    /// <summary>One warning for each rule, by version and path.</summary>
    public static IEnumerable<string> Of(JsonObject definition) => definition.Child("spec").Objects("versions")
        .SelectMany(version => In(version.Child("schema").Child("openAPIV3Schema"), version.Text("name")));

    private static IEnumerable<string> In(JsonNode? node, string path)
    {
        if (node is JsonArray items)
        {
            foreach (var warning in items.SelectMany(item => In(item, path))) yield return warning;
        }

        if (node is not JsonObject schema) yield break;
        foreach (var rule in schema.Objects("x-kubernetes-validations").Select(rule => rule.Text("rule")).Where(rule => !CelRules.Supports(rule)))
            yield return $"{path}: this sandbox does not evaluate the rule \"{rule}\": what it refuses, only a real API server refuses";
        foreach (var (name, member) in schema.Where(member => member.Key != "x-kubernetes-validations"))
        {
            var below = name is "properties" or "allOf" or "anyOf" or "oneOf" ? path : name is "items" ? path + "[]" : path + "." + name;
            foreach (var warning in In(member, below)) yield return warning;
        }
    }
}
