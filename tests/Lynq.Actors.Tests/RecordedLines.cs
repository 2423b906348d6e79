using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Tests;

/// <summary>Keeps the lines of a log.</summary>
internal sealed class RecordedLines : ILogger
{
    public List<string> All { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Add($"{logLevel} {formatter(state, exception)}");
}
