namespace Lynq.Crds;

/// <summary>Reasons of hub conditions (contract §13.1).</summary>
public static class HubReasons
{
    /// <summary>Ready True: the last sync was good.</summary>
    public const string SyncSucceeded = "SyncSucceeded";

    /// <summary>Ready False: the database cannot be reached or refuses the login, or its Secret is missing.</summary>
    public const string DatabaseConnectionFailed = "DatabaseConnectionFailed";

    /// <summary>Ready False: the query failed.</summary>
    public const string QueryFailed = "QueryFailed";

    /// <summary>Ready Unknown: the first sync has not ended yet.</summary>
    public const string SyncInProgress = "SyncInProgress";

    /// <summary>The object is paused.</summary>
    public const string Paused = "Paused";

    /// <summary>DeletionHeld True: the query returned no row while nodes exist.</summary>
    public const string EmptyResult = "EmptyResult";

    /// <summary>DeletionHeld True: the sync would delete more nodes than the guard allows.</summary>
    public const string TooManyDeletions = "TooManyDeletions";

    /// <summary>DeletionHeld False: nothing is held.</summary>
    public const string WithinLimits = "WithinLimits";

    /// <summary>DeletionHeld False: the held deletion was approved.</summary>
    public const string DeletionApproved = "DeletionApproved";
}

/// <summary>Reasons of form conditions (contract §13.2).</summary>
public static class FormReasons
{
    /// <summary>Valid True.</summary>
    public const string ValidationSucceeded = "ValidationSucceeded";

    /// <summary>Valid False: the message lists what is wrong. Also an event.</summary>
    public const string ValidationFailed = "ValidationFailed";

    /// <summary>Applied True: all nodes are ready.</summary>
    public const string AllNodesReady = "AllNodesReady";

    /// <summary>Applied False: some nodes are not ready.</summary>
    public const string NotAllNodesReady = "NotAllNodesReady";

    /// <summary>Applied False: no node uses the form.</summary>
    public const string NoNodes = "NoNodes";
}

/// <summary>Reasons of node conditions (contract §13.3).</summary>
public static class NodeReasons
{
    /// <summary>Ready True: every resource is ready.</summary>
    public const string Reconciled = "Reconciled";

    /// <summary>Ready False: failures and conflicts.</summary>
    public const string ResourcesFailedAndConflicted = "ResourcesFailedAndConflicted";

    /// <summary>Ready False: only conflicts.</summary>
    public const string ResourcesConflicted = "ResourcesConflicted";

    /// <summary>Ready False: failures without conflicts.</summary>
    public const string ResourcesFailed = "ResourcesFailed";

    /// <summary>Ready False: still waiting.</summary>
    public const string NotAllResourcesReady = "NotAllResourcesReady";

    /// <summary>Ready False and Degraded True: the variables on the node cannot be read.</summary>
    public const string VariablesBuildError = "VariablesBuildError";

    /// <summary>Ready False: the dependency graph is wrong. Also an event.</summary>
    public const string DependencyError = "DependencyError";

    /// <summary>Ready False: no order could be found.</summary>
    public const string SortError = "SortError";

    /// <summary>Progressing True: changed resources are being applied.</summary>
    public const string Reconciling = "Reconciling";

    /// <summary>Progressing False: nothing is being applied.</summary>
    public const string ReconcileComplete = "ReconcileComplete";

    /// <summary>Conflicted True: at least one conflict in the last pass. Also an event.</summary>
    public const string ResourceConflict = "ResourceConflict";

    /// <summary>Conflicted False.</summary>
    public const string NoConflicts = "NoConflicts";

    /// <summary>Degraded True: failures and conflicts.</summary>
    public const string ResourceFailuresAndConflicts = "ResourceFailuresAndConflicts";

    /// <summary>Degraded True: failures.</summary>
    public const string ResourceFailures = "ResourceFailures";

    /// <summary>Degraded True: conflicts.</summary>
    public const string ResourceConflicts = "ResourceConflicts";

    /// <summary>Degraded True: still waiting.</summary>
    public const string ResourcesNotReady = "ResourcesNotReady";

    /// <summary>Degraded True: the dependency graph is wrong.</summary>
    public const string DependencyCycle = "DependencyCycle";

    /// <summary>Degraded False.</summary>
    public const string Healthy = "Healthy";
}
