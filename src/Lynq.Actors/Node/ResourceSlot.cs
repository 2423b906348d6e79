using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Readiness;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>What a node knows of one of its resources: the plan, and the little that must be remembered of the object.</summary>
internal sealed class ResourceSlot(ResourcePlan plan, ApiResource? resource)
{
    /// <summary>What it shall be.</summary>
    public ResourcePlan Plan { get; } = plan;

    /// <summary>How its kind is addressed; null while the server does not know the kind.</summary>
    public ApiResource? Resource { get; } = resource;

    /// <summary>The object after our last write or look.</summary>
    public KnownObject Known
    {
        get;
        set
        {
            field = value;
            // Read from two places, held once.
            if (InventoryUid == value.Uid) InventoryUid = value.Uid;
        }
    } = new("", "", 0);

    public OwnState Own { get; set; } = plan.Error is null ? OwnState.ToApply : OwnState.Failed;

    /// <summary>Why it is not ready, in CamelCase.</summary>
    public string Reason { get; set; } = plan.Error is null ? "" : Crds.EventReasons.TemplateRenderError;

    /// <summary>The same in words.</summary>
    public string Message { get; set; } = plan.Error ?? "";

    /// <summary>Its object may have fields under owners that the present way of writing would not give up.</summary>
    public bool HasOldOwners { get; set; }

    public ReadinessClock Clock { get; set; }

    /// <summary>Start of the clock that the object carries (contract §2.4).</summary>
    public DateTimeOffset ApplyStart { get; set; }

    public DriftBreaker Breaker { get; set; }

    /// <summary>Failed attempts in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Not to be tried before this.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>The next write is a repair of what is applied already, not a change.</summary>
    public bool IsRepair { get; set; }

    /// <summary>Look at the live object before the first write: it may be an object of the original operator (contract §22).</summary>
    public bool LookFirst { get; set; }

    /// <summary>The uid that the inventory recorded; proof of ownership while the object has not been seen.</summary>
    public string InventoryUid { get; set; } = "";

    /// <summary>Reason and message of the last event, so that only transitions are told.</summary>
    public string Announced { get; set; } = "";

    /// <summary>Not ready only because nobody has written a status yet: that ends by itself.</summary>
    public bool IsYoung => Message == CustomReadiness.NoStatusYet;

    public bool IsOurs => Known.Uid.Length > 0;

    public ObjectAddress Address => Resource!.Named(Plan.Namespace, Plan.Name);

    public bool NeedsStatus => Plan.Policies.WaitForReady && (Plan.ReadyWhen.Count > 0 || ReadinessRules.NeedsStatus(Plan.Kind.Group, Plan.Kind.Kind));

    /// <summary>Applied: counts as ready at once where nobody waits for more.</summary>
    public void Applied(ReadinessVerdict readiness, DateTimeOffset now)
    {
        Failures = 0;
        NotBefore = default;
        IsRepair = false;
        LookFirst = false;
        Judge(readiness, now);
    }

    /// <summary>Takes a look at an applied object into account.</summary>
    public void Judge(ReadinessVerdict readiness, DateTimeOffset now)
    {
        if (!Plan.Policies.WaitForReady) readiness = ReadinessVerdict.Ready;
        Clock = Clock.Observe(readiness.State, now);
        var timeout = (int)Plan.Policies.Timeout.TotalSeconds;
        (Own, Reason, Message) = readiness.State switch
        {
            ReadinessState.Ready => (OwnState.Ready, "", ""),
            ReadinessState.Failed => (OwnState.Failed, "NotReady", readiness.Reason),
            _ when Clock.IsOver(timeout, now) => (OwnState.Failed, Crds.EventReasons.ReadinessTimeout, $"not ready after {timeout} s: {readiness.Reason}"),
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
}
