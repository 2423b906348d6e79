namespace Lynq.Actors.Port;

/// <summary>How actors of a kind are made and run.</summary>
public sealed record ActorRegistration
{
    /// <summary>Name of the kind, the first part of an <see cref="ActorId"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Creates a behaviour, for a new actor and again after each failure. Must not do any work itself.</summary>
    public required Func<IActorContext, IActor> Factory { get; init; }

    /// <summary>How many actors of the kind handle a message at the same time; 1 or more.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Messages in one mailbox from which on <see cref="IActorSystem.TellAsync"/> waits; 1 or more.</summary>
    public int MailboxCapacity { get; init; } = 1024;

    /// <summary>Messages in all mailboxes of the kind from which on <see cref="IActorSystem.TellAsync"/> waits; 1 or more.</summary>
    public int KindCapacity { get; init; } = 16384;

    /// <summary>Idle time after which an actor is passivated; null for never.</summary>
    public TimeSpan? PassivateAfter { get; init; }

    /// <summary>Whether every process is told when an actor of the kind starts, because others have to introduce themselves to it again.</summary>
    public bool AnnounceStart { get; init; }

    /// <summary>The pauses between a failure and the next start.</summary>
    public RestartPolicy Restart { get; init; } = RestartPolicy.Default;
}
