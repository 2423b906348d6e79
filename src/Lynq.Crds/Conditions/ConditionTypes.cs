namespace Lynq.Crds;

/// <summary>Condition types (contract §13).</summary>
public static class ConditionTypes
{
    /// <summary>On hubs and nodes: all is well.</summary>
    public const string Ready = "Ready";

    /// <summary>On hubs: a sync that would delete too much waits for approval.</summary>
    public const string DeletionHeld = "DeletionHeld";

    /// <summary>On forms: the form can be used.</summary>
    public const string Valid = "Valid";

    /// <summary>On forms: every node of the form is ready.</summary>
    public const string Applied = "Applied";

    /// <summary>On nodes: changed resources are being applied.</summary>
    public const string Progressing = "Progressing";

    /// <summary>On nodes: an object belongs to someone else.</summary>
    public const string Conflicted = "Conflicted";

    /// <summary>On nodes: not every resource is ready.</summary>
    public const string Degraded = "Degraded";
}

/// <summary>Condition status values.</summary>
public static class ConditionStatus
{
    /// <summary>The condition holds.</summary>
    public const string True = "True";

    /// <summary>The condition does not hold.</summary>
    public const string False = "False";

    /// <summary>It is not known whether the condition holds.</summary>
    public const string Unknown = "Unknown";
}
