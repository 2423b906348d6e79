using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>A message in a mailbox. Envelopes form the mailbox's list themselves, so that a message costs one allocation.</summary>
internal sealed class Envelope(IActorMessage? message)
{
    public IActorMessage? Message { get; } = message;

    /// <summary>Where the answer goes, if somebody asked.</summary>
    public TaskCompletionSource<IActorMessage>? Asker { get; init; }

    /// <summary>The failure of work beside the mailbox, instead of a message.</summary>
    public Exception? Failure { get; init; }

    /// <summary>For messages of a behaviour to itself: the incarnation that they belong to; 0 for all.</summary>
    public int Incarnation { get; init; }

    public Envelope? Next { get; set; }
}
