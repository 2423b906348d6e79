using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources.Tests.Connections;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordingLogger : ILogger<RowSources>
{
    public ConcurrentQueue<string> Warnings { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning) Warnings.Enqueue(formatter(state, exception));
    }
}
