using Lynq.Host.Tests.Commands;
using Lynq.Testing;

namespace Lynq.Host.Tests.Operating;

/// <summary>The built program as the operator, on ports of its own; it dies with the test's process at the latest.</summary>
internal sealed class RunningOperator : IAsyncDisposable
{
    private const string Name = "lynq";

    // Whose certificate it is, is tested where it matters: by the API server that calls the webhooks.
    private static readonly HttpClient Http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    // Several programs start at the same time, each compiles as it goes, and the machine may be slow.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);

    private readonly ChildProcesses _processes;

    private RunningOperator(ChildProcesses processes, int[] ports) =>
        (_processes, HealthPort, MetricsPort, WebhookPort) = (processes, ports[0], ports[1], ports[2]);

    public int HealthPort { get; }

    public int MetricsPort { get; }

    public int WebhookPort { get; }

    /// <summary>Everything that it has logged.</summary>
    public string Log => File.Exists(LogFile) ? ReadLog() : "";

    private string LogFile => Path.Combine(_processes.Folder, $"{Name}.log");

    /// <summary>Starts the operator and waits until it is ready.</summary>
    /// <param name="kubeconfig">The cluster.</param>
    /// <param name="arguments">Flags, and environment variables as NAME=value.</param>
    public static async Task<RunningOperator> StartAsync(string kubeconfig, params string[] arguments)
    {
        var lynq = Start(kubeconfig, arguments);
        try
        {
            await Eventually.Holds(async () => await lynq.StatusAsync("readyz") == 200, $"the operator is ready: {lynq.Log}", StartDeadline);
            return lynq;
        }
        catch (Exception e)
        {
            var log = lynq.Log;
            await lynq.DisposeAsync();
            throw new InvalidOperationException($"the operator did not become ready: {log}", e);
        }
    }

    /// <summary>Starts the operator.</summary>
    /// <param name="kubeconfig">The cluster.</param>
    /// <param name="arguments">Flags, and environment variables as NAME=value.</param>
    public static RunningOperator Start(string kubeconfig, params string[] arguments)
    {
        var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"lynq-run-{Guid.NewGuid():N}"));
        var copy = Path.Combine(processes.Folder, "kubeconfig");
        File.Copy(kubeconfig, copy);
        var lynq = new RunningOperator(processes, LoopbackPorts.Free(3));
        string[] variables = [.. arguments.Where(a => !a.StartsWith('-'))];
        string[] flags = [.. arguments.Where(a => a.StartsWith('-'))];
        processes.Start(Name, "env",
        [
            .. variables, "dotnet", LynqProgram.Path, "run", $"--kubeconfig={copy}", $"--health-probe-bind-address=127.0.0.1:{lynq.HealthPort}",
            $"--metrics-bind-address=127.0.0.1:{lynq.MetricsPort}", "--metrics-secure=false", $"--webhook-bind-address=127.0.0.1:{lynq.WebhookPort}",
            "--leader-election-namespace=default", .. flags,
        ]);
        return lynq;
    }

    /// <summary>What a path of the health port answers; 0 when nobody does.</summary>
    public async Task<int> StatusAsync(string path)
    {
        if (!_processes.IsRunning(Name))
            throw new InvalidOperationException($"the operator ended: {Log}");
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{HealthPort}/{path}"));
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>The body of a path of the health port.</summary>
    public Task<string> HealthAsync(string path) => Http.GetStringAsync(new Uri($"http://127.0.0.1:{HealthPort}/{path}"));

    /// <summary>A scrape over plain HTTP.</summary>
    public Task<string> MetricsAsync() => Http.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsPort}/metrics"));

    /// <summary>The status of a scrape over HTTPS.</summary>
    public async Task<(int Status, string Body)> SecureMetricsAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://127.0.0.1:{MetricsPort}/metrics"));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a signal: TERM, KILL, STOP, CONT.</summary>
    public Task SignalAsync(string signal) => _processes.SignalAsync(Name, signal);

    /// <summary>Waits until it has ended.</summary>
    public Task EndAsync() => _processes.WaitForEndAsync(Name);

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    private string ReadLog()
    {
        using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
