using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Readiness;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>What a node knows of one of its resources: the plan, and the little that must be remembered of the object.</summary>
/// <remarks>There are tens of thousands of these: what is read rarely is kept packed, what is seldom there at all apart.</remarks>
internal sealed class ResourceSlot
{
    private PackedUid _uid;
    private PackedVersion _version;
    private UInt128 _ownFields;
    private SlotTrouble _trouble = SlotTrouble.None;
    private long _windowStart;
    private long _applyStart;
    private bool _wasReady;
    private bool _isRecorded;
    private bool _goesAsKnown;

    public ResourceSlot(ResourcePlan plan, ApiResource? resource)
    {
        (Plan, Resource) = (plan, resource);
        if (plan.Error is not { } error) return;
        Own = OwnState.Failed;
        Trouble = SlotTrouble.None with { Reason = Crds.EventReasons.TemplateRenderError, Message = error };
    }

    /// <summary>What it shall be.</summary>
    public ResourcePlan Plan { get; private set; }

    /// <summary>How its kind is addressed; null while the server does not know the kind.</summary>
    public ApiResource? Resource { get; }

    /// <summary>The object after our last write or look.</summary>
    public KnownObject Known
    {
        get => new(_uid.ToString(), _version.ToString(), _ownFields);
        set
        {
            var inventory = InventoryUid;
            (_uid, _version, _ownFields) = (new PackedUid(value.Uid), new PackedVersion(value.ResourceVersion), value.OwnFields);
            _goesAsKnown = false;
            InventoryUid = inventory;
        }
    }

    /// <summary>
    /// At the version that is known the object is ours, made by us, and says itself that it is to be deleted: nobody has to look at
    /// that version again to delete it. Forgotten with each new version.
    /// </summary>
    public bool GoesAsKnown { get => _goesAsKnown; set => _goesAsKnown = value && !_uid.IsEmpty; }

    public OwnState Own { get; set; } = OwnState.ToApply;

    /// <summary>Why it is not ready, in CamelCase.</summary>
    public string Reason { get => _trouble.Reason; set => Trouble = _trouble with { Reason = value }; }

    /// <summary>The same in words.</summary>
    public string Message { get => _trouble.Message; set => Trouble = _trouble with { Message = value }; }

    /// <summary>Its object may have fields under owners that the present way of writing would not give up.</summary>
    public bool HasOldOwners { get; set; }

    public ReadinessClock Clock
    {
        get => new(new DateTimeOffset(_windowStart, TimeSpan.Zero), _wasReady);
        set => (_windowStart, _wasReady) = (value.WindowStart.UtcTicks, value.WasReady);
    }

    /// <summary>Start of the clock that the object carries (contract §2.4).</summary>
    public DateTimeOffset ApplyStart { get => new(_applyStart, TimeSpan.Zero); set => _applyStart = value.UtcTicks; }

    public DriftBreaker Breaker { get => _trouble.Breaker; set => Trouble = _trouble with { Breaker = value }; }

    /// <summary>Failed attempts in a row.</summary>
    public int Failures { get => _trouble.Failures; set => Trouble = _trouble with { Failures = value }; }

    /// <summary>Not to be tried before this.</summary>
    public DateTimeOffset NotBefore { get => _trouble.NotBefore; set => Trouble = _trouble with { NotBefore = value }; }

    /// <summary>The next write is a repair of what is applied already, not a change.</summary>
    public bool IsRepair { get; set; }

    /// <summary>Look at the live object before the first write: it may be an object of the original operator (contract §22).</summary>
    public bool LookFirst { get; set; }

    /// <summary>The uid that the inventory recorded; proof of ownership while the object has not been seen.</summary>
    public string InventoryUid
    {
        get => _isRecorded ? _uid.ToString() : _trouble.InventoryUid;
        set
        {
            // Mostly it is that of the known object, and held once.
            _isRecorded = value.Length > 0 && new PackedUid(value) == _uid;
            Trouble = _trouble with { InventoryUid = _isRecorded ? "" : value };
        }
    }

    /// <summary>The version of the object in which nothing stood in the way of an apply that was refused all the same; empty for none.</summary>
    public string NothingClashesAt { get => _trouble.NothingClashesAt; set => Trouble = _trouble with { NothingClashesAt = value }; }

    /// <summary>Whether items of the object may stand in the way of an apply: nobody has looked at this version of it.</summary>
    public bool MayClash => NothingClashesAt.Length == 0 || ResourceVersions.IsOlder(NothingClashesAt, _version.ToString());

    /// <summary>Reason and message of the last event, so that only transitions are told.</summary>
    public string Announced { get => _trouble.Announced; set => Trouble = _trouble with { Announced = value }; }

    /// <summary>Not ready only because nobody has written a status yet: that ends by itself.</summary>
    public bool IsYoung => Message == CustomReadiness.NoStatusYet;

    public bool IsOurs => !_uid.IsEmpty;

    /// <summary>The uid of the object as far as is known: by what was seen or else by the inventory; empty when neither has one.</summary>
    public string Uid => _uid.IsEmpty ? InventoryUid : _uid.ToString();

    public ObjectAddress Address => Resource!.Named(Plan.Namespace, Plan.Name);

    /// <summary>
    /// A workload that its node does not wait for, of a form that meters its rollout: while its pods are replaced the node counts as
    /// updating all the same (contract §12).
    /// </summary>
    public bool IsMetered { get; set; }

    /// <summary>Its pods are being replaced; only known of what is metered.</summary>
    public bool IsRolling { get; set; }

    public bool NeedsStatus => IsMetered || (Plan.Policies.WaitForReady && (Plan.ReadyWhen.Count > 0 || ReadinessRules.NeedsStatus(Plan.Kind.Group, Plan.Kind.Kind)));

    /// <summary>Takes over an equal name that the watch of the kind keeps for as long as the object is there: it is held once.</summary>
    public void ShareName(string name)
    {
        if (Plan.Name == name) Plan = Plan with { Name = name };
    }

    /// <summary>Applied: counts as ready at once where nobody waits for more.</summary>
    public void Applied(ReadinessVerdict readiness, DateTimeOffset now)
    {
        Failures = 0;
        NotBefore = default;
        if (NothingClashesAt.Length > 0) NothingClashesAt = "";
        IsRepair = false;
        LookFirst = false;
        Judge(readiness, now);
    }

    /// <summary>Takes a look at an applied object into account.</summary>
    public void Judge(ReadinessVerdict readiness, DateTimeOffset now)
    {
        if (!Plan.Policies.WaitForReady)
        {
            IsRolling = IsMetered && readiness.State != ReadinessState.Ready;
            readiness = ReadinessVerdict.Ready;
        }

        Clock = Clock.Observe(readiness.State, now);
        var timeout = (int)Plan.Policies.Timeout.TotalSeconds;
        (Own, Reason, Message) = readiness.State switch
        {
            ReadinessState.Ready => (OwnState.Ready, "", ""),
            ReadinessState.Failed => (OwnState.Failed, "NotReady", readiness.Reason),
            _ when Clock.IsOver(timeout, now) => (OwnState.Failed, Crds.EventReasons.ReadinessTimeout, $"not ready within {timeout} s: {readiness.Reason}"),
            _ => (OwnState.NotReady, "NotReady", readiness.Reason),
        };
    }

    public void Fail(OwnState state, string reason, string message, DateTimeOffset retryAt)
    {
        Own = state;
        Reason = reason;
        Message = message;
        Failures++;
        NotBefore = retryAt;
    }

    /// <summary>Has it applied once more: with its clock running on when it is a repair.</summary>
    public void Reapply(bool repair)
    {
        if (Plan.Error is not null) return;
        Own = OwnState.ToApply;
        IsRepair = repair;
    }

    // One object for all that are well.
    private SlotTrouble Trouble
    {
        set => _trouble = value == SlotTrouble.None ? SlotTrouble.None : value;
    }
}
