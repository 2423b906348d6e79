using Lynq.Actors.Port;

namespace Lynq.Actors.Tests.Port;

/// <summary>A behaviour made of what a test hands it.</summary>
internal sealed class Probe(IActorContext context) : IActor
{
    public Action? Start { get; init; }

    public Action? Stop { get; init; }

    public Func<IActorContext, IActorMessage, ValueTask>? Receive { get; init; }

    /// <summary>Notes the numbers that it is told; one below 0 fails it.</summary>
    public static Probe Noting(IActorContext context, List<int> handled, Action? start = null) => new(context)
    {
        Start = start,
        Receive = (_, message) =>
        {
            var value = ((Number)message).Value;
            if (value < 0) throw new InvalidOperationException("told to fail");
            handled.Add(value);
            return ValueTask.CompletedTask;
        },
    };

    public ValueTask StartAsync()
    {
        Start?.Invoke();
        return ValueTask.CompletedTask;
    }

    public ValueTask ReceiveAsync(IActorMessage message) => Receive?.Invoke(context, message) ?? ValueTask.CompletedTask;

    public ValueTask StopAsync()
    {
        Stop?.Invoke();
        return ValueTask.CompletedTask;
    }
}

/// <summary>What probes are told.</summary>
internal sealed record Number(int Value) : IActorMessage;
