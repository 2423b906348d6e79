using System.Net.Http.Json;
using Lynq.Scenarios.Identities;

namespace Lynq.Scenarios;

/// <summary>The built program as a process of its own.</summary>
internal sealed class OperatorUnderTest : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    // Nor does one answer that is stopped: who does not within this time counts as one that does not act.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    // Certificates are the operator's own; who signed them is not what is tested here.
    private static readonly HttpClient Insecure = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { Timeout = TimeSpan.FromSeconds(60) };

    // Of each kind; nodes have more.
    private const int FewestShards = 30;

    private readonly ChildProcesses _processes;
    private readonly string[] _arguments;
    private readonly string _name;
    private readonly List<OperatorUnderTest> _companions = [];

    private OperatorUnderTest(ChildProcesses processes, string name, string kubeconfig, int[] ports, string[] more)
    {
        (_processes, _name) = (processes, name);
        (HealthPort, MetricsPort, WebhookPort) = (ports[0], ports[1], ports[2]);
        string[] given = [.. Extra.Where(option => !more.Any(other => OptionOf(other) == OptionOf(option))), .. more];
        string[] usual =
        [
            $"--kubeconfig={kubeconfig}", $"--health-probe-bind-address=127.0.0.1:{HealthPort}",
            $"--metrics-bind-address=127.0.0.1:{MetricsPort}", "--metrics-secure=false",
            $"--webhook-bind-address=127.0.0.1:{WebhookPort}", $"--leader-election-namespace={ChartIdentity.Home}",
        ];
        // Each option once: what is given stands for what is usual.
        _arguments = [.. Program[1..], "run", .. usual.Where(option => !given.Any(other => OptionOf(other) == OptionOf(option))), .. given];
    }

    public int HealthPort { get; }

    public int MetricsPort { get; }

    public int WebhookPort { get; }

    /// <summary>Names another edition's program: its <c>.dll</c>, or an executable that needs no <c>dotnet</c>.</summary>
    public const string ProgramVariable = "LYNQ_SCENARIOS_PROGRAM";

    /// <summary>Further arguments of every operator, separated by spaces; <c>{port}</c> stands for a free port of each its own.</summary>
    public const string ArgumentsVariable = "LYNQ_SCENARIOS_ARGUMENTS";

    private const string OneActs = "--engine=embedded";
    private const string Seeds = "--cluster-seeds=";

    /// <summary>The program and what comes before its command: as this build made it, unless another is named.</summary>
    private static string[] Program { get; } = FindProgram();

    private static IEnumerable<string> Extra => (Environment.GetEnvironmentVariable(ArgumentsVariable) ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(argument => argument.Contains("{port}", StringComparison.Ordinal)
            ? argument.Replace("{port}", LoopbackPorts.Free(1)[0].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : argument);

    /// <summary>The arguments with which one of several replicas acts: in the edition whose replicas share the work its other engine does that.</summary>
    public static string[] Election { get; } = IsCluster ? ["--leader-elect=true", OneActs] : ["--leader-elect=true"];

    private static bool IsCluster => Path.GetFileNameWithoutExtension(Program[^1]) == "lynq-cluster";

    /// <summary>How many replicas serve each scenario that starts one.</summary>
    private static int Replicas { get; } = int.TryParse(Environment.GetEnvironmentVariable("LYNQ_SCENARIOS_REPLICAS"), CultureInfo.InvariantCulture, out var count) ? count : 1;

    /// <summary>The arguments with which an operator acts beside others of the same server: replicas that share the work must not meet theirs by the Lease.</summary>
    public static string[] Apart()
    {
        if (!IsCluster) return [];
        var ports = LoopbackPorts.Free(Replicas);
        return [$"--cluster-port={ports[0]}", Seeds + string.Join(',', ports.Select(port => $"127.0.0.1:{port}"))];
    }

    public bool IsRunning => _processes.IsRunning(_name);

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    /// <param name="kubeconfig">Copied to where the process's files are.</param>
    /// <param name="arguments">Further arguments; they stand for the usual ones of the same name.</param>
    public static async Task<OperatorUnderTest> StartAsync(string kubeconfig, params string[] arguments)
    {
        // The name of the folder must be among the arguments: it is how the process is found again when this one dies.
        var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"lynq-operator-{Guid.NewGuid():N}"));
        var copy = Path.Combine(processes.Folder, "kubeconfig");
        File.Copy(kubeconfig, copy);
        var lynq = new OperatorUnderTest(processes, "lynq", copy, LoopbackPorts.Free(3), arguments);
        try
        {
            await lynq.StartAgainAsync();
            for (var replica = 2; replica <= Replicas && !arguments.Contains(OneActs); replica++)
            {
                var companion = new OperatorUnderTest(processes, $"lynq-{replica}", copy, LoopbackPorts.Free(3), [.. arguments.Where(argument => !IsOfOneProcess(argument)), .. PortAmongSeeds(arguments, replica)]);
                await companion.StartAgainAsync(waitUntilReady: false);
                lynq._companions.Add(companion);
            }

            // Where actors move, hubs read their rows once more, and nothing that a scenario says of rest holds.
            if (IsCluster && !arguments.Contains(OneActs))
                await Eventually.Holds(lynq.IsWholeAsync, "the replicas share the work", Scenario.T3);
            return lynq;
        }
        catch (Exception failure)
        {
            var log = lynq.Log();
            await lynq.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{log}", failure);
        }
    }

    /// <summary>Starts the program again after it ended.</summary>
    public async Task StartAgainAsync(bool waitUntilReady = true)
    {
        _processes.Start(_name, Program[0], _arguments);
        if (!waitUntilReady)
            return;
        try
        {
            await Eventually.Holds(IsReadyAsync, "the operator is ready", Scenario.T3);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it says: {await ReadinessAsync()}", e);
        }
    }

    /// <summary>Ends it as the machine's failure would.</summary>
    public Task KillAsync() => _processes.KillAsync(_name);

    /// <summary>Ends it as a rolling update does, and waits.</summary>
    public async Task StopAsync()
    {
        await _processes.SignalAsync(_name, "TERM");
        await _processes.WaitForEndAsync(_name);
        await _processes.KillAsync(_name);
    }

    public Task PauseAsync() => _processes.SignalAsync(_name, "STOP");

    public Task ResumeAsync() => _processes.SignalAsync(_name, "CONT");

    /// <summary>Whether the webhook server answers at all.</summary>
    public async Task<bool> AnswersWebhooksAsync()
    {
        try
        {
            using var answer = await Insecure.GetAsync(new Uri($"https://127.0.0.1:{WebhookPort}/"));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Status of a scrape over HTTPS, by a bearer token when one is given.</summary>
    public async Task<int> ScrapeAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://127.0.0.1:{MetricsPort}/metrics"));
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var answer = await Insecure.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>The metrics page, followed by those of its companions: each tells of what lives with it.</summary>
    public async Task<string> MetricsAsync() => string.Concat(await Task.WhenAll(
        _companions.Prepend(this).Select(replica => Http.GetStringAsync(new Uri($"http://127.0.0.1:{replica.MetricsPort}/metrics")))));

    /// <summary>Whether this replica acts; a stopped one does not answer, and counts as not acting.</summary>
    public async Task<bool> IsLeadingAsync()
    {
        try
        {
            using var silent = new CancellationTokenSource(Silence);
            return !(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{HealthPort}/debug/lynq/hubs"), silent.Token)).Contains("\"leading\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>All that it has logged.</summary>
    public string WholeLog()
    {
        using var stream = new FileStream(Path.Combine(_processes.Folder, $"{_name}.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The end of its log, and the lines above it that concern a namespace.</summary>
    public string Log(string? about = null)
    {
        var path = Path.Combine(_processes.Folder, $"{_name}.log");
        if (!File.Exists(path)) return "";
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var lines = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            if (about is not null && !line.Contains(about, StringComparison.Ordinal) && !line.Contains("\"error\"", StringComparison.Ordinal)) continue;
            lines.Enqueue(line.Length > 1500 ? line[..1500] : line);
            if (lines.Count > 40) lines.Dequeue();
        }

        return string.Join('\n', lines);
    }

    public async ValueTask DisposeAsync() => await _processes.DisposeAsync();

    // A given port can be had by one of them only.
    private static bool IsOfOneProcess(string argument) => argument.Contains("pprof", StringComparison.Ordinal) || OptionOf(argument) == "--cluster-port";

    private static IEnumerable<string> PortAmongSeeds(string[] arguments, int replica) => arguments
        .Where(argument => argument.StartsWith(Seeds, StringComparison.Ordinal))
        .Select(seeds => $"--cluster-port={seeds.Split(',')[replica - 1].Split(':')[1]}");

    private static string OptionOf(string argument) => argument.Split('=')[0];

    private async Task<bool> IsReadyAsync()
    {
        if (IsRunning) return await ReadinessAsync() is "ok";
        var end = _processes.TailOf(_name);
        // Its peers go on without it when it had no time for them: a kubelet starts it anew.
        if (!end.Contains("have given this one up", StringComparison.Ordinal)) throw new InvalidOperationException($"the operator ended: {end}");
        await StartAgainAsync(waitUntilReady: false);
        return false;
    }

    /// <summary>What it answers to the probe; null when it does not.</summary>
    private async Task<string?> ReadinessAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{HealthPort}/readyz"));
            return await answer.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Whether all replicas are ready and the actors have their places.</summary>
    private async Task<bool> IsWholeAsync()
    {
        foreach (var replica in _companions.Prepend(this))
        {
            if (!await replica.IsReadyAsync()) return false;
        }

        return await IsAtRestAsync();
    }

    /// <summary>Whether every kind's shards have their final homes.</summary>
    private async Task<bool> IsAtRestAsync()
    {
        try
        {
            var report = await Http.GetFromJsonAsync<JsonNode>(new Uri($"http://127.0.0.1:{HealthPort}/debug/lynq/cluster"));
            // Who is ready and no member stands by: the Lease belongs to replicas that follow other namespaces.
            return report?["members"] is JsonArray { Count: 0 }
                || (report?["kinds"] is JsonObject { Count: > 0 } kinds && kinds.All(kind => IsEven([.. kind.Value!.AsObject().Select(home => home.Value)])));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    // A kind whose coordinator did not answer has a text in place of its homes.
    private bool IsEven(IReadOnlyList<JsonNode?> homes)
    {
        var shards = homes.Select(home => home is JsonObject ? home["shards"]!.GetValue<int>() : 0).ToList();
        return shards.Count == _companions.Count + 1 && shards.Sum() >= FewestShards && shards.Max() - shards.Min() <= 1;
    }

    private static string[] FindProgram()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var path = Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } named ? named : RepositoryRoot.Combine("artifacts", "bin", "Lynq.Host", build, "lynq.dll");
        if (!File.Exists(path)) throw new InvalidOperationException($"{path} is not there: build it");
        return path.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", path] : [path];
    }
}
