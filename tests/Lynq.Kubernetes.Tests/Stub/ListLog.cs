using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lynq.Kubernetes.Tests.Stub;

/// <summary>Keeps the warnings that the client logs.</summary>
internal sealed class ListLog : ILogger<KubernetesClient>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));
}
