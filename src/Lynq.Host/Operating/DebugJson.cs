using System.Text.Json;
using System.Text.Json.Serialization;
using Lynq.Actors.Node;
using Lynq.Actors.Port;

namespace Lynq.Host.Operating;

/// <summary>Types shown under <c>/debug/lynq/</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NodeDigest))]
[JsonSerializable(typeof(ActorKindSnapshot))]
internal sealed partial class DebugJson : JsonSerializerContext;
