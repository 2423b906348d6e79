namespace Lynq.Kubernetes;

/// <summary>What a request does, in the server's own words (those of RBAC and of audit logs), with the patches told apart.</summary>
public enum RequestVerb
{
    /// <summary>Read one object.</summary>
    Get,

    /// <summary>Read one page of a collection.</summary>
    List,

    /// <summary>Follow changes of a collection.</summary>
    Watch,

    /// <summary>Create an object.</summary>
    Create,

    /// <summary>Replace an object.</summary>
    Update,

    /// <summary>Change an object by server-side apply.</summary>
    Apply,

    /// <summary>Change an object by a JSON merge patch or a JSON patch.</summary>
    Patch,

    /// <summary>Delete one object.</summary>
    Delete,

    /// <summary>Delete a whole collection.</summary>
    DeleteCollection,
}

/// <summary>Whose turn it is when requests have to wait.</summary>
public enum RequestPriority
{
    /// <summary>Work that follows an event: somebody waits for it.</summary>
    Live,

    /// <summary>Work that catches up: periodic passes, first lists, clean-up. Waits while live work waits.</summary>
    Resync,
}
