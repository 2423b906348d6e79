namespace Lynq.Actors.Port;

/// <summary>
/// Marks what may be told to an actor: immutable records of plain data. Messages between actors are listed with a stable
/// manifest in <see cref="MessageCatalog"/>, because in a cluster they travel; those an actor sends itself by timer or as
/// the outcome of its own work stay in the process and need no manifest.
/// </summary>
#pragma warning disable CA1040 // A marker: the compiler keeps arbitrary objects out of mailboxes.
public interface IActorMessage;
#pragma warning restore CA1040
