using Lynq.Actors.Port;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>An engine for one actor: records what it tells others, and fires its timers when the test moves the clock.</summary>
internal sealed class TestActorContext(ActorId self, TimeProvider time, bool followsFailure = false) : IActorContext
{
    private readonly Dictionary<string, (DateTimeOffset Due, IActorMessage Message)> _timers = new(StringComparer.Ordinal);

    public ActorId Self => self;

    public TimeProvider Time => time;

    public bool FollowsFailure => followsFailure;

    public CancellationToken Stopping => CancellationToken.None;

    public List<(ActorId Target, IActorMessage Message)> Told { get; } = [];

    public void Tell(ActorId target, IActorMessage message) => Told.Add((target, message));

    public ValueTask TellAsync(ActorId target, IActorMessage message)
    {
        Tell(target, message);
        return ValueTask.CompletedTask;
    }

    public ValueTask TellSelfAsync(IActorMessage message, CancellationToken cancellationToken) => TellAsync(self, message);

    public void Reply(IActorMessage message) => Told.Add((self, message));

    public void SetTimer(string name, TimeSpan due, IActorMessage message) => _timers[name] = (time.GetUtcNow() + due, message);

    public void CancelTimer(string name) => _timers.Remove(name);

    public void PipeToSelf(Func<CancellationToken, Task<IActorMessage?>> work) => throw new InvalidOperationException("nodes do their work in their handlers");

    public void Passivate()
    {
    }

    /// <summary>When the next timer falls due; null when none is set.</summary>
    public DateTimeOffset? NextDue => _timers.Count == 0 ? null : _timers.Values.Min(t => t.Due);

    /// <summary>Takes a timer that is due.</summary>
    public IActorMessage? TakeDue()
    {
        var due = _timers.Where(t => t.Value.Due <= time.GetUtcNow()).OrderBy(t => t.Value.Due).Select(t => t.Key).FirstOrDefault();
        return due is not null && _timers.Remove(due, out var timer) ? timer.Message : null;
    }
}
