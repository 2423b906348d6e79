using Lynq.Actors.Node;
using Lynq.Actors.Rollout;
using Lynq.Crds;

namespace Lynq.Actors.Tests.Rollout;

/// <summary>Short ways to forms and nodes for tables of decisions.</summary>
internal static class RolloutWorld
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly FormKey Key = new("shop", "web");

    public static LynqForm Form(long generation = 2, int maxSkew = 2, int? maxFailures = null, bool paused = false) => new()
    {
        Metadata = new ObjectMeta { Namespace = Key.Namespace, Name = Key.Name, Uid = "form-uid", Generation = generation },
        Spec = new LynqFormSpec
        {
            HubId = "tenants",
            Paused = paused,
            Rollout = new RolloutSettings { MaxSkew = maxSkew, MaxFailures = maxFailures, ProgressDeadlineSeconds = 60 },
        },
    };

    public static NodeKey ANode(string uid) => NodeKey.For(Key, uid);

    public static NodeDigest Digest(
        string uid, long templateGeneration = 1, long generation = 1, long? observed = null, bool ready = true, bool failed = false) => new()
        {
            Node = ANode(uid),
            ObjectUid = $"object-{uid}",
            Hub = new HubKey("shop", "tenants"),
            Form = Key,
            RowUid = uid,
            RowHash = 1,
            OwnerUid = "hub-uid",
            TemplateGeneration = templateGeneration,
            Generation = generation,
            ObservedGeneration = observed ?? generation,
            Ready = ready,
            Progressing = false,
            Failed = failed,
            Deleting = false,
            UpdateStartedAt = Now,
            ReadyChangedAt = Now,
        };

    public static RolloutState Start(LynqForm form, params NodeDigest[] nodes) => RolloutDecisions.Rebuild(form, [], true, nodes);

    public static RolloutDecision Request(RolloutState state, string uid, bool urgent = false, DateTimeOffset? at = null, long lastPermit = 0) =>
        RolloutDecisions.OnRequested(
            state,
            new PermitRequested { Form = Key, Node = ANode(uid), FormGeneration = state.Generation, Urgent = urgent, LastPermit = lastPermit },
            at ?? Now);

    /// <summary>The node's word that it has written under its permit.</summary>
    public static RolloutDecision Used(RolloutState state, string uid, string objectUid, long generation) => RolloutDecisions.OnUsed(
        state,
        new PermitUsed { Form = Key, Node = ANode(uid), ObjectUid = objectUid, ObjectGeneration = generation, Permit = PermitOf(state, uid) },
        Now);

    /// <summary>The node's word that it does not need its permit.</summary>
    public static RolloutDecision Returned(RolloutState state, string uid) => RolloutDecisions.OnReturned(state, Return(uid, PermitOf(state, uid)), Now);

    public static PermitReturned Return(string uid, long permit) => new() { Form = Key, Node = ANode(uid), Permit = permit };

    private static long PermitOf(RolloutState state, string uid) => state.Slots.GetValueOrDefault(ANode(uid))?.Permit ?? 0;

    public static IReadOnlyList<string> Granted(this RolloutDecision decision) => [.. decision.Grants.Select(g => g.Node.Name)];
}
