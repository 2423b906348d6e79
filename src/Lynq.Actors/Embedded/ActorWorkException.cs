using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>Work that an actor ran beside its mailbox has failed; the cause is the inner exception.</summary>
#pragma warning disable CA1032, RCS1194 // Made in one place only, always with its cause.
internal sealed class ActorWorkException(ActorId actor, Exception cause)
    : Exception($"Work of actor {actor} has failed: {cause.Message}", cause);
#pragma warning restore CA1032, RCS1194
