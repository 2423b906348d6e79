using System.Text.Json.Serialization;

namespace Lynq.Actors.Node;

[JsonSerializable(typeof(DesireNode))]
[JsonSerializable(typeof(PermitGranted))]
[JsonSerializable(typeof(NodeObserved))]
[JsonSerializable(typeof(NodeGone))]
[JsonSerializable(typeof(ChildObserved))]
[JsonSerializable(typeof(KindSynced))]
[JsonSerializable(typeof(KindUnavailable))]
[JsonSerializable(typeof(WakeNode))]
[JsonSerializable(typeof(WatchStarted))]
internal sealed partial class NodeMessagesJson : JsonSerializerContext;
