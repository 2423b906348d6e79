namespace Lynq.Actors.Node.Cleaning;

/// <summary>How the removal of one object ended.</summary>
internal enum CleanupResult : byte
{
    /// <summary>Deleted, or on its way out.</summary>
    Deleted,

    /// <summary>Kept with orphan markers.</summary>
    Retained,

    /// <summary>Kept as it was before us.</summary>
    Released,

    /// <summary>There is no such object.</summary>
    Gone,

    /// <summary>Not ours.</summary>
    NotOurs,

    /// <summary>The API says that it can never work (kind removed): nothing is left to do.</summary>
    Hopeless,

    /// <summary>To be tried again.</summary>
    Failed,
}

/// <summary>The outcome of one removal.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Message">Why, where it failed.</param>
/// <param name="Retains">What failed was to leave the object behind, not to delete it.</param>
internal readonly record struct CleanupOutcome(CleanupResult Result, string Message = "", bool Retains = false)
{
    /// <summary>Nothing remains to be done.</summary>
    public bool IsDone => Result != CleanupResult.Failed;
}
