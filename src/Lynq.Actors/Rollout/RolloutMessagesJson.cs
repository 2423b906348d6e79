using System.Text.Json.Serialization;

namespace Lynq.Actors.Rollout;

[JsonSerializable(typeof(PermitRequested))]
[JsonSerializable(typeof(PermitUsed))]
[JsonSerializable(typeof(PermitReturned))]
[JsonSerializable(typeof(FormObserved))]
[JsonSerializable(typeof(FormGone))]
[JsonSerializable(typeof(HubPresenceChanged))]
[JsonSerializable(typeof(FormNodeObserved))]
[JsonSerializable(typeof(FormNodeGone))]
[JsonSerializable(typeof(NodesDesired))]
[JsonSerializable(typeof(RolloutHandedOver))]
internal sealed partial class RolloutMessagesJson : JsonSerializerContext;
