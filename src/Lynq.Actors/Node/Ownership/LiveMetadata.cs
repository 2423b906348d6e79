using System.Text.Json;
using Lynq.Actors.Node.Readiness;

namespace Lynq.Actors.Node.Ownership;

/// <summary>The metadata of a live object, as read from a whole object or a metadata-only one.</summary>
internal readonly struct LiveMetadata(JsonElement metadata)
{
    public static LiveMetadata Of(JsonElement live) => new(LiveStatus.Child(live, "metadata"));

    public JsonElement Json => metadata;

    public string Uid => LiveStatus.Text(metadata, "uid");

    public string Name => LiveStatus.Text(metadata, "name");

    public string Namespace => LiveStatus.Text(metadata, "namespace");

    public string ResourceVersion => LiveStatus.Text(metadata, "resourceVersion");

    public long Generation => LiveStatus.Number(metadata, "generation") ?? 0;

    public bool IsTerminating => LiveStatus.Text(metadata, "deletionTimestamp").Length > 0;

    public string CreatedAt => LiveStatus.Text(metadata, "creationTimestamp");

    public JsonElement OwnerReferences => LiveStatus.Child(metadata, "ownerReferences");

    public JsonElement ManagedFields => LiveStatus.Child(metadata, "managedFields");

    public string? Label(string key) => Entry("labels", key);

    public string? Annotation(string key) => Entry("annotations", key);

    private string? Entry(string map, string key) =>
        LiveStatus.Child(LiveStatus.Child(metadata, map), key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
