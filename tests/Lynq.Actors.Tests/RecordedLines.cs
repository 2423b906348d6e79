using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Tests;

/// <summary>Keeps the lines of a log, with the type of the exception whose stack trace would follow.</summary>
internal sealed class RecordedLines : ILogger, ILoggerFactory
{
    private ImmutableList<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel} {formatter(state, exception)}{(exception is null ? "" : $" ({exception.GetType().Name})")}";
        ImmutableInterlocked.Update(ref _all, (lines, added) => lines.Add(added), line);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("lines are kept here and nowhere else");

    public void Dispose()
    {
    }
}
