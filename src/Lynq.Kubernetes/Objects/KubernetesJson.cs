using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lynq.Kubernetes;

/// <summary>Type information for what the client itself reads and writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(PartialObjectMetadata))]
[JsonSerializable(typeof(KubernetesList<JsonElement>))]
[JsonSerializable(typeof(KubernetesList<PartialObjectMetadata>))]
[JsonSerializable(typeof(KubernetesStatus))]
internal sealed partial class KubernetesJson : JsonSerializerContext;
