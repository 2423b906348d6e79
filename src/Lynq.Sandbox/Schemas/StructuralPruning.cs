using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Schemas;

/// <summary>Takes out of a custom resource what its schema does not declare.</summary>
internal static class StructuralPruning
{
    private static readonly string[] TypeMeta = ["apiVersion", "kind", "metadata"];

    /// <summary>Prunes in place and names each removed field.</summary>
    public static void Prune(JsonNode? value, SchemaNode schema, List<string> unknown, string path = "", bool root = true)
    {
        if (value is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
                Prune(items[i], schema.Items ?? SchemaNode.Deduced, unknown, $"{path}[{i}]", false);
        }

        if (value is not JsonObject members || schema.Kind == SchemaKind.Any) return;
        List<string>? drop = null;
        foreach (var (name, member) in members)
        {
            if ((root || schema.Embedded) && TypeMeta.Contains(name, StringComparer.Ordinal)) continue;
            var at = path.Length == 0 ? name : path + "." + name;
            if (schema.Knows(name))
            {
                Prune(member, schema.Member(name), unknown, at, false);
                continue;
            }

            unknown.Add(at);
            (drop ??= []).Add(name);
        }

        foreach (var name in drop ?? []) members.Remove(name);
    }
}
