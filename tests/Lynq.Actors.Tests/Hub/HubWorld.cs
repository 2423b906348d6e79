using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Sources;

namespace Lynq.Actors.Tests.Hub;

/// <summary>Short ways to hubs, rows and nodes for tables of decisions.</summary>
internal static class HubWorld
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly HubKey Key = new("shop", "tenants");

    public static readonly FormKey Web = new("shop", "web");

    public static readonly RowMapping Mapping = new("tenants", "id", "active", null, new Dictionary<string, string> { ["plan"] = "plan" });

    public static LynqHub AHub(long generation = 1, DeletionGuard? guard = null, params (string Key, string Value)[] annotations) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Key.Namespace,
            Name = Key.Name,
            Uid = "hub-uid",
            Generation = generation,
            Finalizers = [LynqNames.HubFinalizer],
            Annotations = annotations.ToDictionary(a => a.Key, a => a.Value),
        },
        Spec = new LynqHubSpec { DeletionGuard = guard },
    };

    public static FormEntry Form(string name = "web", long generation = 1, bool valid = true) => new(new FormKey("shop", name), generation, valid);

    public static UInt128 HashOf(string plan) => Lynq.Actors.Hub.RowHash.Of("1", "", new Dictionary<string, string> { ["plan"] = plan });

    public static NodeDigest ANode(string uid, string plan = "basic", string form = "web", long templateGeneration = 1, bool ready = true) => new()
    {
        Node = NodeKey.For(new FormKey("shop", form), uid),
        ObjectUid = $"object-{uid}-{form}",
        Hub = Key,
        Form = new FormKey("shop", form),
        RowUid = uid,
        RowHash = HashOf(plan),
        OwnerUid = "hub-uid",
        TemplateGeneration = templateGeneration,
        Generation = 1,
        ObservedGeneration = 1,
        Ready = ready,
        Progressing = false,
        Failed = false,
        Deleting = false,
    };

    public static Row Row(string uid, string plan = "basic", string activate = "1") =>
        Lynq.Sources.Row.Of(new RowValues(uid, activate, null, [plan]));

    public static SyncedRows Rows(HubState state, params Row[] rows)
    {
        var intake = new RowIntake(Mapping, state.Rows, (uid, hash) => PairPlan.NeedsValues(state, uid, hash));
        foreach (var row in rows) intake.Add(row);
        return intake.Finish();
    }

    /// <summary>A hub at rest: the given rows are read, and a node of form web exists for each.</summary>
    public static HubState Settled(params string[] uids)
    {
        var state = HubDecisions.OnHub(HubState.Empty, AHub()).State;
        state = HubDecisions.OnForm(state, Form()).State;
        state = uids.Aggregate(state, (s, uid) => HubDecisions.OnNode(s, ANode(uid)).State);
        return HubDecisions.OnSynced(state, Rows(state, [.. uids.Select(u => Row(u))]), TimeSpan.Zero, Now).State;
    }

    public static HubDecision Sync(HubState state, params Row[] rows) => SyncAt(Now, state, rows);

    public static HubDecision SyncAt(DateTimeOffset time, HubState state, params Row[] rows) => HubDecisions.OnSynced(state, Rows(state, rows), TimeSpan.Zero, time);

    public static IReadOnlyList<DesireNode> Desired(this HubDecision decision) =>
        [.. decision.Effects.OfType<HubEffect.Desire>().Select(d => d.Message)];

    public static IReadOnlyList<string> Deleted(this HubDecision decision) =>
        [.. decision.Effects.OfType<HubEffect.Delete>().Select(d => d.Node.Node.Name)];

    public static IReadOnlyList<string> Events(this HubDecision decision) =>
        [.. decision.Effects.OfType<HubEffect.Emit>().Select(e => e.Reason)];
}
