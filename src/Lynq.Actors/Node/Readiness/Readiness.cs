namespace Lynq.Actors.Node.Readiness;

/// <summary>How far a live object is.</summary>
internal enum ReadinessState : byte
{
    NotReady,
    Ready,

    /// <summary>The object says itself that it will not become ready: no point in waiting for the timeout.</summary>
    Failed,
}

/// <summary>A verdict with the reason in words that go into conditions; empty when ready.</summary>
internal readonly record struct ReadinessVerdict(ReadinessState State, string Reason)
{
    public static readonly ReadinessVerdict Ready = new(ReadinessState.Ready, "");

    public static ReadinessVerdict NotReady(string reason) => new(ReadinessState.NotReady, reason);

    public static ReadinessVerdict Failed(string reason) => new(ReadinessState.Failed, reason);

    public static ReadinessVerdict When(bool ready, string otherwise) => ready ? Ready : NotReady(otherwise);
}
