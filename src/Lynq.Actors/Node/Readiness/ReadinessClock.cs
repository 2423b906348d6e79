namespace Lynq.Actors.Node.Readiness;

/// <summary>
/// The time a resource has to become ready (contract §9). It starts when the desired object last changed
/// (<c>lynq.sh/apply-start-time</c>), not at creation; once it has been ready, turning unready opens a new window.
/// </summary>
/// <param name="WindowStart">Start of the present window.</param>
/// <param name="WasReady">Ready at the last look within this desired state.</param>
internal readonly record struct ReadinessClock(DateTimeOffset WindowStart, bool WasReady)
{
    public static ReadinessClock StartedAt(DateTimeOffset applyStart) => new(applyStart, WasReady: false);

    public ReadinessClock Observe(ReadinessState state, DateTimeOffset now) => state switch
    {
        ReadinessState.Ready => this with { WasReady = true },
        _ when WasReady => new ReadinessClock(now, WasReady: false),
        _ => this,
    };

    public bool IsOver(int timeoutSeconds, DateTimeOffset now) => now - WindowStart >= TimeSpan.FromSeconds(timeoutSeconds);

    public DateTimeOffset EndsAt(int timeoutSeconds) => WindowStart + TimeSpan.FromSeconds(timeoutSeconds);
}
