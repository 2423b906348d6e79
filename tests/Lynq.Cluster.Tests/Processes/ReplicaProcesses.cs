using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Replicas of the built program, each a process of its own, that find each other through the Lease.</summary>
internal sealed class ReplicaProcesses : IAsyncDisposable
{
    private const int NodeShards = 120;

    /// <summary>The program: LYNQ_CLUSTER_PROGRAM, such as one that build/publish.sh made, else the one built beside the tests.</summary>
    internal static readonly string Program = Environment.GetEnvironmentVariable("LYNQ_CLUSTER_PROGRAM") is { Length: > 0 } published
        ? published
        : Path.Combine(AppContext.BaseDirectory, "lynq-cluster.dll");

    private readonly ChildProcesses _processes = new(Path.Combine(Path.GetTempPath(), $"lynq-cluster-{Guid.NewGuid():N}"));
    private readonly INetwork _network;
    private readonly string[] _more;
    private readonly int[] _ports;
    private readonly Kubelet _kubelet;

    public ReplicaProcesses(IServer server, INetwork network, int count, params string[] more)
    {
        (_network, _more) = (network, more);
        _kubelet = new Kubelet(this);
        _ports = LoopbackPorts.Free(count * 2);
        for (var replica = 0; replica < count; replica++)
            File.WriteAllText(KubeconfigOf(replica), network.Translate(server.KubeconfigOf(replica)));
    }

    public int Count => _ports.Length / 2;

    /// <summary>The replicas that ended though the test had not told them to. They were started anew at once, as kubelets do it.</summary>
    public IReadOnlyCollection<OwnEnd> Ends => _kubelet.Ends;

    /// <summary>Starts a replica, and anew whenever it ends before the test has it end.</summary>
    public void Start(int replica)
    {
        Run(replica);
        _kubelet.Keep(replica);
    }

    /// <summary>Starts its process.</summary>
    public void Run(int replica)
    {
        var command = _network.CommandOf(
            replica,
            [
                "dotnet", Program, "run", $"--kubeconfig={KubeconfigOf(replica)}",
                $"--health-probe-bind-address=127.0.0.1:{Health(replica)}", "--metrics-bind-address=0", "--enable-webhooks=false", "--petabridge-cmd-bind-address=0",
                "--leader-election-namespace=default", $"--cluster-address={_network.AddressOf(replica)}", $"--cluster-port={PortOf(replica)}",
                .. _more.Select(argument => argument.Replace("{replica}", Name(replica), StringComparison.Ordinal)),
            ]);
        _processes.Start(Name(replica), command[0], command.Skip(1));
    }

    /// <summary>Waits for as long as a replica runs, and returns its exit code.</summary>
    public Task<int> EndOfAsync(int replica, CancellationToken cancellationToken) => _processes.EndOfAsync(Name(replica), cancellationToken);

    /// <summary>Waits until a replica has ended by itself, after a moment.</summary>
    public async Task<OwnEnd> EndAsync(int replica, DateTimeOffset after)
    {
        await Eventually.Holds(() => EndOf(replica, after) is not null, string.Create(CultureInfo.InvariantCulture, $"replica {replica} has ended"), TimeSpan.FromSeconds(120));
        return EndOf(replica, after)!;
    }

    /// <summary>Ends a replica suddenly; it stays away.</summary>
    public async Task KillAsync(int replica)
    {
        await _kubelet.LeaveAsync(replica);
        await _processes.KillAsync(Name(replica));
    }

    public Task PauseAsync(int replica) => _processes.SignalAsync(Name(replica), "STOP");

    public Task ResumeAsync(int replica) => _processes.SignalAsync(Name(replica), "CONT");

    /// <summary>Ends a replica in good order; it stays away.</summary>
    public async Task TerminateAsync(int replica)
    {
        await _kubelet.LeaveAsync(replica);
        await _processes.SignalAsync(Name(replica), "TERM");
        await _processes.WaitForEndAsync(Name(replica));
        await _processes.KillAsync(Name(replica));
    }

    /// <summary>Waits until some replicas, and no others, share the shards of nodes evenly: within a fifth.</summary>
    public Task SpreadAsync(params int[] replicas) => Eventually.Holds(
        async () =>
        {
            _kubelet.ShouldHaveSeenNoCrash();
            foreach (var replica in replicas)
            {
                if (await NodesAsync(replica, "shards") is not { } shards || shards.Length != replicas.Length || shards.Any(s => s < NodeShards / replicas.Length * 0.8)) return false;
            }

            return true;
        },
        string.Create(CultureInfo.InvariantCulture, $"the replicas {string.Join(", ", replicas)} share the shards"),
        TimeSpan.FromSeconds(120));

    /// <summary>How many replicas a replica knows, when all of them are up and within its sight.</summary>
    public async Task<int?> MembersAsync(int asked) =>
        (await _network.ReportAsync(asked, Health(asked)))?["members"]?.AsArray() is { } members && members.All(member => member!["reachable"]!.GetValue<bool>() && member["status"]!.GetValue<string>() == "Up")
            ? members.Count
            : null;

    /// <summary>How many actors of nodes each replica has, as one of them sees it.</summary>
    public async Task<int[]> ActorsAsync(int asked) => await NodesAsync(asked, "actors") ?? [];

    /// <summary>Where the other replicas reach it.</summary>
    public int PortOf(int replica) => _ports[(replica * 2) + 1];

    public int IdOf(int replica) => _processes.IdOf(Name(replica));

    public string TailOf(int replica) => _processes.TailOf(Name(replica));

    public async ValueTask DisposeAsync()
    {
        await _kubelet.DisposeAsync();
        await _processes.DisposeAsync();
    }

    private async Task<int[]?> NodesAsync(int replica, string what) =>
        (await _network.ReportAsync(replica, Health(replica)))?["kinds"]?["node"]?.AsObject()
            .Select(entry => entry.Value is JsonObject counts ? counts[what]!.GetValue<int>() : 0).ToArray();

    private OwnEnd? EndOf(int replica, DateTimeOffset after) => Ends.FirstOrDefault(end => end.Replica == replica && end.At >= after);

    private int Health(int replica) => _ports[replica * 2];

    private string KubeconfigOf(int replica) => Path.Combine(_processes.Folder, $"kubeconfig-{replica}");

    private static string Name(int replica) => $"replica-{replica}";
}
