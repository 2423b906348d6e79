namespace Lynq.Crds;

/// <summary>Names under which the operator is known to the API server (contract §2.1, §2.2, §14, §16.3).</summary>
public static class LynqNames
{
    /// <summary>Field manager of every write.</summary>
    public const string FieldManager = "lynq-operator";

    /// <summary>Field manager that the Go operator's merge and replace writes carry.</summary>
    public const string LegacyFieldManager = "manager";

    /// <summary>Name of the leader election Lease.</summary>
    public const string LeaderElectionLease = "f2130106.lynq.sh";

    /// <summary>Finalizer on nodes.</summary>
    public const string NodeFinalizer = "lynqnode.operator.lynq.sh/finalizer";

    /// <summary>Finalizer on hubs.</summary>
    public const string HubFinalizer = "lynq.sh/hub-finalizer";

    /// <summary>Prefix of labels and annotations that belong to the operator.</summary>
    public const string Prefix = "lynq.sh/";

    /// <summary>Event source component for hubs.</summary>
    public const string HubComponent = "lynqhub-controller";

    /// <summary>Event source component for forms.</summary>
    public const string FormComponent = "lynqform-controller";

    /// <summary>Event source component for nodes.</summary>
    public const string NodeComponent = "lynqnode-controller";

    /// <summary>Event source component for managed objects.</summary>
    public const string ObjectComponent = "lynq-operator";
}

/// <summary>Label keys (contract §2.3, §2.4).</summary>
public static class LynqLabels
{
    /// <summary>On nodes: name of the hub.</summary>
    public const string Hub = "lynq.sh/hub";

    /// <summary>On nodes: the row's uid.</summary>
    public const string Uid = "lynq.sh/uid";

    /// <summary>On nodes: name of the form, when it is a legal label value.</summary>
    public const string Form = "lynq.sh/form";

    /// <summary>On managed objects without owner reference: name of the node.</summary>
    public const string Node = "lynq.sh/node";

    /// <summary>On managed objects without owner reference: namespace of the node.</summary>
    public const string NodeNamespace = "lynq.sh/node-namespace";

    /// <summary>
    /// On Deployments of the original operator that were found as desired: fingerprints of its desired object and of ours. An
    /// annotation would count as a change of the Deployment (contract §22).
    /// </summary>
    public const string TakenOver = "lynq.sh/taken-over";

    /// <summary>On retained objects: "true".</summary>
    public const string Orphaned = "lynq.sh/orphaned";
}

/// <summary>Annotation keys (contract §2.3 to §2.5).</summary>
public static class LynqAnnotations
{
    /// <summary>On nodes: name of the hub.</summary>
    public const string HubId = "lynq.sh/hubId";

    /// <summary>On nodes: the row's uid.</summary>
    public const string Uid = "lynq.sh/uid";

    /// <summary>On nodes: value of the hostOrUrl column, or empty.</summary>
    public const string HostOrUrl = "lynq.sh/hostOrUrl";

    /// <summary>On nodes: raw text of the activate column.</summary>
    public const string Activate = "lynq.sh/activate";

    /// <summary>On nodes: JSON object of the extra variables, keys sorted; the authoritative store.</summary>
    public const string Extra = "lynq.sh/extra";

    /// <summary>On nodes: generation of the form that was rendered.</summary>
    public const string TemplateGeneration = "lynq.sh/template-generation";

    /// <summary>On nodes: when the present update started, RFC 3339.</summary>
    public const string RolloutUpdateStart = "lynq.sh/rollout-update-start";

    /// <summary>On nodes: which rules the resources were rendered by (contract §4.6).</summary>
    public const string RenderFormat = "lynq.sh/render-format";

    /// <summary>On managed objects: Delete or Retain.</summary>
    public const string DeletionPolicy = "lynq.sh/deletion-policy";

    /// <summary>On managed objects: "true" when created by creationPolicy Once.</summary>
    public const string CreatedOnce = "lynq.sh/created-once";

    /// <summary>On managed objects: fingerprint of the desired object, 16 lower-case hexadecimal digits.</summary>
    public const string AppliedHash = "lynq.sh/applied-hash";

    /// <summary>On managed objects: when the desired object last changed, RFC 3339 with nanoseconds, UTC.</summary>
    public const string ApplyStartTime = "lynq.sh/apply-start-time";

    /// <summary>On managed objects: "true" when the object existed before the operator managed it (contract §10.3).</summary>
    public const string Adopted = "lynq.sh/adopted";

    /// <summary>On retained objects: when they were orphaned, RFC 3339.</summary>
    public const string OrphanedAt = "lynq.sh/orphaned-at";

    /// <summary>On retained objects: <see cref="OrphanReasons"/>.</summary>
    public const string OrphanedReason = "lynq.sh/orphaned-reason";

    /// <summary>On hubs and nodes, set by users: any new value asks for a sync or a re-apply.</summary>
    public const string ForceReconcile = "lynq.sh/force-reconcile";

    /// <summary>On nodes, set by users: same as <see cref="ForceReconcile"/>.</summary>
    public const string Reconcile = "operator.lynq.sh/reconcile";

    /// <summary>On hubs, set by users: any new value asks for a sync.</summary>
    public const string Sync = "operator.lynq.sh/sync";

    /// <summary>On hubs, forms and nodes, set by users: "true" stops the operator's work on the object.</summary>
    public const string Paused = "lynq.sh/paused";

    /// <summary>On hubs, set by users: approves the held deletion whose hash it names.</summary>
    public const string ApproveDeletion = "lynq.sh/approve-deletion";
}

/// <summary>Values of <see cref="LynqAnnotations.OrphanedReason"/>.</summary>
public static class OrphanReasons
{
    /// <summary>The resource left the form, or is named differently now.</summary>
    public const string RemovedFromTemplate = "RemovedFromTemplate";

    /// <summary>The node was deleted.</summary>
    public const string LynqNodeDeleted = "LynqNodeDeleted";
}
