using System.Text.Json;

namespace Lynq.Kubernetes;

/// <summary>What tells one state of one object from another: namespace (empty when cluster-scoped), name, uid and resourceVersion.</summary>
public readonly record struct ObjectIdentity(string Namespace, string Name, string Uid, string ResourceVersion)
{
    /// <summary>The identity of an object read as JSON; empty texts where it has none.</summary>
    public static ObjectIdentity Of(JsonElement element)
    {
        if (!element.TryGetProperty("metadata"u8, out var metadata))
            return new("", "", "", "");
        return new(Text(metadata, "namespace"u8), Text(metadata, "name"u8), Text(metadata, "uid"u8), Text(metadata, "resourceVersion"u8));
    }

    /// <summary>The identity of an object of which only metadata was read.</summary>
    public static ObjectIdentity Of(PartialObjectMetadata partial)
    {
        var metadata = partial.Metadata;
        return new(metadata.Namespace ?? "", metadata.Name, metadata.Uid, metadata.ResourceVersion);
    }

    private static string Text(JsonElement parent, ReadOnlySpan<byte> property) =>
        parent.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
