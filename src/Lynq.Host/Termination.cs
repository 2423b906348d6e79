using System.Runtime.InteropServices;

namespace Lynq.Host;

/// <summary>
/// SIGTERM and SIGINT: the first one asks the command to end and gives it some time, a second one ends the process at once. The
/// signals of System.CommandLine would do, but for one thing: who asks afterwards whether there was one must not ask too early.
/// </summary>
internal sealed class Termination : IDisposable
{
    /// <summary>What a shell reports of a command that was interrupted.</summary>
    public const int ExitCode = 130;

    // Less than a pod's usual grace period, so that what can be said of it is said.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from now on.</summary>
    public Termination(TimeProvider time)
    {
        _time = time;
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask), PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>Waits for a command's exit code, for ten seconds at most once it was asked to end.</summary>
    public async Task<int> LimitAsync(Task<int> command)
    {
        using var over = new CancellationTokenSource();
        var ended = await Task.WhenAny(command, OverdueAsync(over.Token)) == command;
        await over.CancelAsync();
        return ended ? await command : ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _asked.Dispose();
    }

    private async Task OverdueAsync(CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Patience, _time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Ask(PosixSignalContext signal)
    {
        signal.Cancel = !_asked.IsCancellationRequested;
        _asked.Cancel();
    }
}
