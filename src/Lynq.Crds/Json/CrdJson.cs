using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Crds;

/// <summary>Source-generated JSON for the three kinds and their parts. Absent fields stay absent; unknown ones survive.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(KubernetesTimeConverter)])]
[JsonSerializable(typeof(LynqHub))]
[JsonSerializable(typeof(LynqHubList))]
[JsonSerializable(typeof(LynqForm))]
[JsonSerializable(typeof(LynqFormList))]
[JsonSerializable(typeof(LynqNode))]
[JsonSerializable(typeof(LynqNodeList))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
public sealed partial class CrdJson : JsonSerializerContext;
