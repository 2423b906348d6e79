using System.Text;
using System.Text.Json;

namespace Lynq.Actors.Hub;

/// <summary>The decoded data of one Secret. It never reaches a log.</summary>
internal sealed class SecretContent
{
    /// <summary>Value by key.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>The Secret's resourceVersion.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>Decodes a Secret as the API server gives it. Values that are no base64 are left out.</summary>
    public static SecretContent Of(JsonElement secret)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (secret.TryGetProperty("data", out var map) && map.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in map.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetBytesFromBase64(out var bytes))
                {
                    data[member.Name] = Encoding.UTF8.GetString(bytes);
                }
            }
        }

        var version = secret.GetProperty("metadata").TryGetProperty("resourceVersion", out var v) ? v.GetString() : null;
        return new SecretContent { Data = data, ResourceVersion = version ?? string.Empty };
    }

    /// <summary>The version alone.</summary>
    public override string ToString() => $"Secret content {ResourceVersion}";
}
