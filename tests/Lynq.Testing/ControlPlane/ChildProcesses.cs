using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lynq.Testing;

/// <summary>
/// The programs of one test server. A shell that reads from a pipe of ours ends them and removes their folder when
/// this process dies, however it dies: then the pipe closes.
/// </summary>
public sealed class ChildProcesses : IAsyncDisposable
{
    private const string WatchdogScript =
        """
        trap '' INT TERM HUP
        pids=
        while read -r pid; do pids="$pids $pid"; done
        for pid in $pids; do
          if grep -qaF -- "$1" "/proc/$pid/cmdline" 2>/dev/null; then kill -9 "$pid" 2>/dev/null; fi
        done
        rm -rf -- "$1"
        """;

    private readonly ConcurrentDictionary<string, Process> _running = new(StringComparer.Ordinal);
    private readonly Process _watchdog;

    /// <param name="folder">Folder for logs and data, removed at the end. Every program must have it in its arguments.</param>
    public ChildProcesses(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", WatchdogScript, "watchdog", Folder])
            start.ArgumentList.Add(argument);
        _watchdog = Process.Start(start)!;
    }

    public string Folder { get; }

    public void Start(string name, string program, IEnumerable<string> arguments)
    {
        // exec keeps the shell's process id, so that the id is the program's own.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Folder };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", LogOf(name), program, .. arguments])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        _running[name] = process;
        _watchdog.StandardInput.WriteLine(process.Id);
        _watchdog.StandardInput.Flush();
    }

    public bool IsRunning(string name) => _running.TryGetValue(name, out var process) && !process.HasExited;

    /// <summary>The process id of a running program.</summary>
    public int IdOf(string name) => _running[name].Id;

    /// <summary>The end of a program's output, for messages.</summary>
    public string TailOf(string name)
    {
        var text = File.Exists(LogOf(name)) ? File.ReadAllText(LogOf(name)) : "";
        return text.Length > 3000 ? text[^3000..] : text;
    }

    /// <summary>Sends a signal, such as TERM, STOP or CONT, to a running program.</summary>
    public Task SignalAsync(string name, string signal) => _running[name].SignalAsync(signal);

    /// <summary>Waits until a program has ended by itself.</summary>
    /// <exception cref="TimeoutException">It has not ended in time; the message has the end of its output.</exception>
    public Task WaitForEndAsync(string name) =>
        _running.TryGetValue(name, out var process) ? process.EndsAsync($"{name}: {TailOf(name)}") : Task.CompletedTask;

    /// <summary>Waits for as long as a program runs, and returns its exit code.</summary>
    public async Task<int> EndOfAsync(string name, CancellationToken cancellationToken)
    {
        var process = _running[name];
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async Task KillAsync(string name)
    {
        if (!_running.TryRemove(name, out var process))
            return;
        using (process)
        {
            process.Kill();
            await process.EndsAsync(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _running.Keys.ToList())
            await KillAsync(name);
        _watchdog.StandardInput.Close();
        await _watchdog.EndsAsync("the watchdog");
        _watchdog.Dispose();
    }

    private string LogOf(string name) => Path.Combine(Folder, $"{name}.log");
}
