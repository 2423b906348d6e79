namespace Lynq.Crds;

/// <summary>Reasons of events (contract §14).</summary>
public static class EventReasons
{
    /// <summary>Warning: a sync failed.</summary>
    public const string DatabaseQueryFailed = "DatabaseQueryFailed";

    /// <summary>Normal: maxSkew held back updates of a form.</summary>
    public const string RolloutThrottled = "RolloutThrottled";

    /// <summary>Normal: a node that left the desired set is about to be deleted.</summary>
    public const string NodeDeleting = "NodeDeleting";

    /// <summary>Normal: the node was deleted.</summary>
    public const string NodeDeleted = "NodeDeleted";

    /// <summary>Warning: the delete call failed.</summary>
    public const string NodeDeletionFailed = "NodeDeletionFailed";

    /// <summary>Warning: nodes could not be created (contract §3).</summary>
    public const string NodeCreateFailed = "NodeCreateFailed";

    /// <summary>Warning: rows could not be used (contract §3).</summary>
    public const string RowsRejected = "RowsRejected";

    /// <summary>Warning: a sync that would delete too much is held.</summary>
    public const string DeletionHeld = "DeletionHeld";

    /// <summary>Warning: a name, label or annotation template of a row failed.</summary>
    public const string TemplateRenderFailed = "TemplateRenderFailed";

    /// <summary>Warning: the hub's deletion could not clean up.</summary>
    public const string CleanupFailed = "CleanupFailed";

    /// <summary>Warning: a resource could not be detached at the hub's deletion.</summary>
    public const string RetainResourceProcessFailed = "RetainResourceProcessFailed";

    /// <summary>Normal: the node was rewritten for a new generation of its form.</summary>
    public const string TemplateApplied = "TemplateApplied";

    /// <summary>Normal: values of the row changed; the message names the variables.</summary>
    public const string DataUpdated = "DataUpdated";

    /// <summary>Normal: the hub's deletion detached a resource.</summary>
    public const string RetainResourcePreserved = "RetainResourcePreserved";

    /// <summary>Normal: first change of a pass.</summary>
    public const string TemplateResourcesApplying = "TemplateResourcesApplying";

    /// <summary>Normal: a pass changed something and nothing failed.</summary>
    public const string TemplateAppliedSuccess = "TemplateAppliedSuccess";

    /// <summary>Warning: a pass changed something and something failed.</summary>
    public const string TemplateAppliedPartial = "TemplateAppliedPartial";

    /// <summary>Warning: a resource could not be rendered.</summary>
    public const string TemplateRenderError = "TemplateRenderError";

    /// <summary>Warning: the API server refused a write.</summary>
    public const string ApplyFailed = "ApplyFailed";

    /// <summary>Warning: work on a node was stopped by an unexpected error and is taken up again.</summary>
    public const string ReconcileError = "ReconcileError";

    /// <summary>Normal: an object was deleted and created anew because a field was changed that cannot be changed.</summary>
    public const string ResourceRecreated = "ResourceRecreated";

    /// <summary>Warning: a form sets labels or annotations that belong to the operator.</summary>
    public const string ReservedKey = "ReservedKey";

    /// <summary>Warning: fields of another manager were taken over.</summary>
    public const string ForceApply = "ForceApply";

    /// <summary>Warning: a resource was skipped because a dependency failed.</summary>
    public const string DependencySkipped = "DependencySkipped";

    /// <summary>Warning: a resource was applied although a dependency failed.</summary>
    public const string DependencyFailedButProceeding = "DependencyFailedButProceeding";

    /// <summary>Warning: a resource did not become ready in time.</summary>
    public const string ReadinessTimeout = "ReadinessTimeout";

    /// <summary>Normal: an object whose resource left the form was deleted.</summary>
    public const string OrphanedResourceDeleted = "OrphanedResourceDeleted";

    /// <summary>Normal: an object whose resource left the form was kept.</summary>
    public const string OrphanedResourceRetained = "OrphanedResourceRetained";

    /// <summary>Normal: the node's deletion kept an object.</summary>
    public const string ResourceRetained = "ResourceRetained";

    /// <summary>Normal: the node's cleanup starts.</summary>
    public const string LynqNodeDeleting = "LynqNodeDeleting";

    /// <summary>Warning: part of the cleanup failed.</summary>
    public const string CleanupPartialFailure = "CleanupPartialFailure";

    /// <summary>Warning: the cleanup cannot finish.</summary>
    public const string LynqNodeDeletionFailed = "LynqNodeDeletionFailed";

    /// <summary>Normal: the node's finalizer was removed.</summary>
    public const string LynqNodeDeleted = "LynqNodeDeleted";

    /// <summary>Warning: the hub does not exist.</summary>
    public const string HubNotFound = "HubNotFound";

    /// <summary>Warning: an id is used twice.</summary>
    public const string DuplicateResourceIDs = "DuplicateResourceIDs";

    /// <summary>Warning: the dependency graph is wrong.</summary>
    public const string DependencyValidationFailed = "DependencyValidationFailed";

    /// <summary>Normal: the form became valid.</summary>
    public const string ValidationPassed = "ValidationPassed";

    /// <summary>Normal: the object was marked as an orphan.</summary>
    public const string OrphanMarkersAdded = "OrphanMarkersAdded";

    /// <summary>Normal: the object was re-adopted.</summary>
    public const string OrphanMarkersRemoved = "OrphanMarkersRemoved";

    /// <summary>Warning: the form became invalid.</summary>
    public const string ValidationFailed = "ValidationFailed";

    /// <summary>Warning: the dependency graph of a node is wrong; the message has the cycle.</summary>
    public const string DependencyError = "DependencyError";

    /// <summary>Warning: an object belongs to someone else; the dashboard parses the message (contract §14).</summary>
    public const string ResourceConflict = "ResourceConflict";
}
