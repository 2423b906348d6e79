using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>A reminder that an actor has set itself; those of one actor form a list.</summary>
internal sealed class CellTimer(CellContext owner, string name, IActorMessage message)
{
    public CellContext Owner { get; } = owner;

    public string Name { get; } = name;

    public IActorMessage Message { get; } = message;

    /// <summary>When it is due, as a timestamp of the engine's clock.</summary>
    public long Due { get; set; }

    /// <summary>Its place among those that are due at the same moment: the order in which they were set.</summary>
    public long Number { get; set; }

    /// <summary>The next one of the same actor.</summary>
    public CellTimer? Next { get; set; }
}
