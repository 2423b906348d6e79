using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Tables;

/// <summary>What the cells of several kinds have in common.</summary>
internal static class Cells
{
    /// <summary>Names, images and selector of a workload's containers, for -o wide.</summary>
    public static Column[] Workload(Func<JsonObject, JsonObject?> podSpec, Func<JsonObject, JsonObject?>? selector = null)
    {
        Column[] containers =
        [
            Column.Text("Containers", value => Join(podSpec(value).Objects("containers"), "name"), 1),
            Column.Text("Images", value => Join(podSpec(value).Objects("containers"), "image"), 1),
        ];
        return selector is null ? containers : [.. containers, Column.Text("Selector", value => Labels(selector(value)), 1)];
    }

    public static JsonObject? Spec(this JsonObject value) => value.Child("spec");

    public static JsonObject? Status(this JsonObject value) => value.Child("status");

    public static JsonObject? TemplateSpec(JsonObject value) => value.Spec().Child("template").Child("spec");

    public static JsonObject? MatchLabels(JsonObject value) => value.Spec().Child("selector").Child("matchLabels");

    public static long StatusNumber(JsonObject value, string name) => value.Status().Number(name) ?? 0;

    public static string Join(IEnumerable<JsonObject> items, string field) => string.Join(',', items.Select(item => item.Text(field)));

    public static string Labels(JsonObject? labels) =>
        Or(string.Join(',', (labels ?? []).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => label.Key + "=" + label.Value.AsText())), "<none>");

    public static string Count(JsonObject value, params ReadOnlySpan<string> parts)
    {
        var count = 0;
        foreach (var part in parts) count += value.Child(part)?.Count ?? value.Array(part)?.Count ?? 0;
        return count.ToString(CultureInfo.InvariantCulture);
    }

    public static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    public static string Plain(JsonNode? value, string otherwise = "") => value is null ? otherwise : value.AsText() ?? value.ToJsonString();

    public static string AccessModes(IEnumerable<string> modes) => string.Join(',', modes.Distinct(StringComparer.Ordinal).Select(mode => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode,
    }));

    public static bool Holds(JsonObject value, string condition) =>
        value.Status().Objects("conditions").Any(one => one.Text("type") == condition && one.Text("status") == "True");
}
