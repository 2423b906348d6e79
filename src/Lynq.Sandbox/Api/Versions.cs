using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>Between the stored form of an object and the version that a request speaks.</summary>
internal static class Versions
{
    public static JsonObject Read(StoredObject stored, ResourceType type)
    {
        var value = stored.ToJson(type);
        if (Conversion.For(type) is { } conversion) conversion.FromStored(value);
        return value;
    }

    public static StoredObject Encode(JsonObject value, ResourceType type)
    {
        if (Conversion.For(type) is not { } conversion) return ObjectEncoder.Encode(value);
        var stored = value.Copy();
        conversion.ToStored(stored);
        return ObjectEncoder.Encode(stored);
    }
}
