using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Crds;

/// <summary>An object that keeps the fields it does not know, so that reading and writing back loses nothing.</summary>
public abstract record OpenRecord
{
    /// <summary>Fields that this version does not know, in the order they were read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
