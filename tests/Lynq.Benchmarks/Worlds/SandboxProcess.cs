using System.Globalization;
using System.Text.RegularExpressions;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary><c>lynq sandbox</c> as a process of its own.</summary>
internal sealed partial class SandboxProcess : IApiServer
{
    private readonly ChildProcesses _processes;
    private readonly HttpClient _http;

    private SandboxProcess(ChildProcesses processes, int port)
    {
        _processes = processes;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public string Description => "lynq sandbox, a process of its own, plain HTTP";

    public string OperatorKubeconfig => Path.Combine(_processes.Folder, "kubeconfig");

    public string AdminKubeconfig => OperatorKubeconfig;

    public IReadOnlyList<int> Processes => [_processes.IdOf("sandbox")];

    /// <param name="cores">Where it runs.</param>
    public static async Task<SandboxProcess> StartAsync(Cores cores)
    {
        var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"lynq-benchmark-sandbox-{Guid.NewGuid():N}"));
        var port = LoopbackPorts.Free(1)[0];
        var sandbox = new SandboxProcess(processes, port);
        var (program, arguments) = cores.ForServer(LynqProgram.File, "sandbox", "--port", port.ToString(CultureInfo.InvariantCulture), "--kubeconfig", sandbox.OperatorKubeconfig);
        processes.Start("sandbox", program, arguments);
        await Eventually.Holds(() => processes.IsRunning("sandbox") ? File.Exists(sandbox.OperatorKubeconfig) : throw new InvalidOperationException(processes.TailOf("sandbox")), "the sandbox answers");
        return sandbox;
    }

    public async Task<RequestCounts?> OperatorRequestsAsync()
    {
        var counts = RequestCounts.None;
        foreach (Match line in Line().Matches(await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative))))
        {
            if (line.Groups["agent"].Value.StartsWith(LynqProgram.UserAgent, StringComparison.Ordinal))
                counts = counts.Add(line.Groups["verb"].Value, line.Groups["resource"].Value, long.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture));
        }

        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _processes.DisposeAsync();
    }

    [GeneratedRegex("""^sandbox_requests_total\{verb="(?<verb>[^"]*)",resource="(?<resource>[^"]*)",user_agent="(?<agent>[^"]*)"\} (?<count>\d+)$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Line();
}
