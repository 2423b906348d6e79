using System.Text.Json.Serialization;

namespace Lynq.Actors.Watching;

[JsonSerializable(typeof(ResourceInUse))]
[JsonSerializable(typeof(ResourceReleased))]
internal sealed partial class WatchMessagesJson : JsonSerializerContext;
