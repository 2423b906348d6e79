using System.Text.Json.Serialization;

namespace Lynq.Actors.Hub;

[JsonSerializable(typeof(HubObserved))]
[JsonSerializable(typeof(HubGone))]
[JsonSerializable(typeof(HubFormChanged))]
[JsonSerializable(typeof(HubNodeObserved))]
[JsonSerializable(typeof(HubNodeGone))]
[JsonSerializable(typeof(RowNeeded))]
[JsonSerializable(typeof(NodeRefused))]
[JsonSerializable(typeof(NodesHeldBack))]
[JsonSerializable(typeof(SyncNow))]
[JsonSerializable(typeof(WishesLost))]
internal sealed partial class HubMessagesJson : JsonSerializerContext;
