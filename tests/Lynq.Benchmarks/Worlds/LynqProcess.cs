using System.Diagnostics;
using System.Globalization;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>The operator under test: the built <c>lynq run</c> as a process of its own, with leader election as in a cluster.</summary>
internal sealed class LynqProcess : IAsyncDisposable
{
    private const string Name = "lynq";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ChildProcesses _processes;
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly int _healthPort;
    private readonly int _profilingPort;

    private LynqProcess(ChildProcesses processes, string kubeconfig, Cores cores, int[] ports)
    {
        (_processes, _healthPort, _profilingPort) = (processes, ports[0], ports[1]);
        (_program, _arguments) = cores.ForOperator(
            LynqProgram.File, "run", $"--kubeconfig={kubeconfig}", "--leader-elect", "--leader-election-namespace=default", "--enable-webhooks=false",
            $"--health-probe-bind-address=127.0.0.1:{_healthPort}", "--enable-pprof", $"--pprof-bind-address=127.0.0.1:{_profilingPort}");
    }

    public int Id => _processes.IdOf(Name);

    public bool IsRunning => _processes.IsRunning(Name);

    /// <summary>A program that can be started; it is not running yet.</summary>
    /// <param name="kubeconfig">The API server.</param>
    /// <param name="cores">Where it runs.</param>
    public static LynqProcess Create(string kubeconfig, Cores cores)
    {
        // The name of the folder must be among the arguments: it is how the process is found again when this one dies.
        var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"lynq-benchmark-operator-{Guid.NewGuid():N}"));
        var copy = Path.Combine(processes.Folder, "kubeconfig");
        File.Copy(kubeconfig, copy);
        return new LynqProcess(processes, copy, cores, LoopbackPorts.Free(2));
    }

    /// <summary>Starts it and returns how long it took until it said that it is ready, and acts.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        var clock = Stopwatch.StartNew();
        _processes.Start(Name, _program, _arguments);
        await Eventually.Holds(IsReadyAsync, "the operator is ready");
        return clock.Elapsed;
    }

    /// <summary>Ends it as a rolling update does, and waits.</summary>
    public async Task StopAsync()
    {
        if (!_processes.IsRunning(Name)) return;
        await _processes.SignalAsync(Name, "TERM");
        await _processes.WaitForEndAsync(Name);
        await _processes.KillAsync(Name);
    }

    /// <summary>What the runtime says of its memory, after a collection.</summary>
    public async Task<HeapFacts> HeapAsync()
    {
        var text = await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_profilingPort}/debug/pprof/heap?gc=1"));
        return new HeapFacts(Bytes("heap bytes: "), Bytes("allocated bytes since start: "));

        long Bytes(string label)
        {
            var from = text.IndexOf(label, StringComparison.Ordinal) + label.Length;
            return long.Parse(text[from..text.IndexOf('\n', from)], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The end of its log, for messages.</summary>
    public string LogTail => _processes.TailOf(Name);

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    private async Task<bool> IsReadyAsync()
    {
        if (!_processes.IsRunning(Name)) throw new InvalidOperationException($"the operator ended: {_processes.TailOf(Name)}");
        try
        {
            using var ready = await Http.GetAsync(new Uri($"http://127.0.0.1:{_healthPort}/readyz"));
            // A replica that waits for the lease is ready too, but it does not act yet.
            return ready.IsSuccessStatusCode
                && !(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_healthPort}/debug/lynq/hubs"))).Contains("\"leading\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>Managed memory of the operator, bytes.</summary>
internal sealed record HeapFacts(long Held, long AllocatedSinceStart);
