namespace Lynq.Actors.Port;

/// <summary>What an engine runs of one kind, at one moment.</summary>
public sealed record ActorKindSnapshot
{
    /// <summary>Name of the kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Number of actors alive.</summary>
    public required int Actors { get; init; }

    /// <summary>Messages waiting in all mailboxes.</summary>
    public required long Pending { get; init; }

    /// <summary>Actors handling a message right now.</summary>
    public required int Active { get; init; }

    /// <summary>Messages handled since the start.</summary>
    public required long Handled { get; init; }

    /// <summary>Restarts after failures since the start.</summary>
    public required long Restarts { get; init; }
}
