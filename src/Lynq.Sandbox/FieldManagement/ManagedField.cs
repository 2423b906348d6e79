using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>One entry of metadata.managedFields.</summary>
/// <param name="Manager">Who: the field manager's name.</param>
/// <param name="Applied">Whether by server-side apply (else by create, update and patch).</param>
/// <param name="ApiVersion">The version that the fields are named in.</param>
/// <param name="Time">When its fields last changed, as RFC 3339; null when unknown.</param>
/// <param name="Subresource">Empty for the main resource.</param>
/// <param name="Fields">What it holds.</param>
internal sealed record ManagedField(
    string Manager, bool Applied, string ApiVersion, string? Time, string Subresource, FieldSet Fields)
{
    /// <summary>Whether both are entries of one manager; an apply's version may change.</summary>
    public bool IsSameManager(ManagedField other) =>
        Manager == other.Manager && Applied == other.Applied && Subresource == other.Subresource
        && (Applied || ApiVersion == other.ApiVersion);

    public static List<ManagedField> ReadAll(JsonObject value) =>
        [.. (value["metadata"] as JsonObject).Objects("managedFields").Select(Read)];

    public static JsonArray WriteAll(IEnumerable<ManagedField> entries) => new([.. entries
        .OrderBy(entry => entry.Applied ? 0 : 1)
        .ThenBy(entry => entry.Time, StringComparer.Ordinal)
        .ThenBy(entry => entry.Manager, StringComparer.Ordinal)
        .ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
        .ThenBy(entry => entry.Subresource, StringComparer.Ordinal)
        .Select(entry => entry.Write())]);

    private static ManagedField Read(JsonObject entry) => new(
        entry.Text("manager"),
        entry.Text("operation") == "Apply",
        entry.Text("apiVersion"),
        entry["time"].AsText(),
        entry.Text("subresource"),
        FieldsV1.Read(entry.Child("fieldsV1")));

    private JsonNode Write()
    {
        var entry = new JsonObject
        {
            ["manager"] = Manager,
            ["operation"] = Applied ? "Apply" : "Update",
            ["apiVersion"] = ApiVersion,
        };
        if (Time is not null) entry["time"] = Time;
        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = FieldsV1.Write(Fields);
        if (Subresource.Length > 0) entry["subresource"] = Subresource;
        return entry;
    }
}
