using System.Net;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Lynq.Actors.Port;
using Lynq.Cluster.Engine;
using Lynq.Cluster.Inspection;
using Lynq.Cluster.Settings;
using Lynq.Host;
using Lynq.Host.Operating;
using Lynq.Petabridge;
using Microsoft.Extensions.Logging;

namespace Lynq.Cluster.Membership;

/// <summary>All replicas work: this one joins the others, takes its share of actors, and hands it over when it leaves.</summary>
internal sealed partial class ClusterEngine : IOperatorEngine
{
    private readonly EngineParts _parts;
    private readonly ReplicaSettings _settings;
    private readonly ActorSystem _akka;
    private readonly Akka.Cluster.Cluster _cluster;
    private readonly AkkaActorSystem _actors;
    private readonly MembershipFence _fence;
    private readonly PauseWatch _pauses;
    private readonly IClusterFormation _formation;
    private readonly CertificateRenewal? _renewal;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;

    /// <summary>Starts the actor system. It joins nobody before <see cref="RunAsync"/>.</summary>
    public ClusterEngine(EngineParts parts)
    {
        _parts = parts;
        _logger = parts.Loggers.CreateLogger<ClusterEngine>();
        _settings = ReplicaSettings.From(parts.Settings, parts.Identity.Namespace);
        _pauses = new PauseWatch(_settings.Patience, parts.Time);
        var certificates = _settings.CertificateFolder is { } folder ? PeerCertificates.Read(folder) : null;
        Setup lease = new SplitBrainLeaseSetup { Parts = parts, Pauses = _pauses };
        _akka = AkkaConfiguration.Start(_settings, parts.Loggers, certificates is null ? [lease] : [lease, certificates.ToSetup()]);
        _cluster = Akka.Cluster.Cluster.Get(_akka);
        _actors = new AkkaActorSystem(_akka, parts.Time, parts.Loggers.CreateLogger<AkkaActorSystem>());
        _fence = new MembershipFence(_cluster, _pauses, _settings.Waking);
        _formation = Formation();
        if (certificates is not null)
            _renewal = new CertificateRenewal(_settings.CertificateFolder!, certificates, _cluster, parts.Time, parts.Loggers.CreateLogger<CertificateRenewal>());
        _cluster.RegisterOnMemberUp(() => _up.TrySetResult());
        _cluster.RegisterOnMemberRemoved(() => _removed.TrySetResult());
    }

    /// <inheritdoc/>
    public bool MayWrite => _fence.IsOpen && _formation.MayWrite;

    /// <inheritdoc/>
    /// <remarks>Who stands by is ready, as one that is not elected is: else a rollout that changes the namespaces would never end.</remarks>
    public string? ReadyProblem => (_cluster.IsTerminated ? MemberStatus.Removed : _cluster.SelfMember.Status, _actors.Regions.Count) switch
    {
        (not MemberStatus.Up, _) when _formation.StandsBy && !_cluster.IsTerminated => null,
        (not MemberStatus.Up, _) => $"this replica is not a member of the cluster yet ({_cluster.SelfMember.Status})",
        (_, 0) => "the shard regions have not been started yet",
        _ when _renewal is { IsEnding: true } => "this replica is about to start anew, for its renewed certificate",
        _ => null,
    };

    /// <inheritdoc/>
    public IActorSystem Actors => _actors;

    /// <inheritdoc/>
    public async Task RunAsync(Func<CancellationToken, Task> operate, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forming = _formation.RunAsync(ending.Token);
        await Task.WhenAny(_up.Task, _removed.Task, forming, Task.Delay(Timeout.InfiniteTimeSpan, _parts.Time, cancellationToken));
        if (cancellationToken.IsCancellationRequested || forming.IsFaulted)
        {
            await EndAsync(forming);
            return;
        }

        if (_up.Task.IsCompleted)
            LogUp(_cluster.SelfAddress.ToString());
        StartInspection(ending.Token);
        // The operator ends when it is told to, when its certificate was renewed, or when this replica is shut out or of no use.
        var operating = operate(ending.Token);
        var renewing = _renewal?.WaitAsync(ending.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, _parts.Time, ending.Token);
        var watching = new CoordinatorWatch(_cluster, _actors, _parts.Time).WaitAsync(ending.Token);
        var first = await Task.WhenAny(operating, _removed.Task, forming, renewing, watching);
        var wasAsked = cancellationToken.IsCancellationRequested || first == operating || first == renewing;
        // What it was part of is no more: not a word to the others, nor to whoever has their addresses now.
        if (!wasAsked && (first == forming || first == watching))
            await _actors.AbortAsync();
        await ending.CancelAsync();
        await operating;
        await EndAsync(forming);
        await EndAsync(renewing);
        await EndAsync(watching);
        if (!wasAsked)
            throw new UserException("the other replicas have given this one up (it was cut off or paused for too long); it stopped writing and ends, to be started anew");
    }

    /// <inheritdoc/>
    public async Task<JsonNode?> DescribeAsync(CancellationToken cancellationToken) =>
        await ClusterReport.CreateAsync(_cluster, _actors, MayWrite, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _actors.DisposeAsync();
        _pauses.Dispose();
    }

    private void StartInspection(CancellationToken cancellationToken)
    {
        if (_settings.Inspection is null || _parts.Settings.Address("health-probe-bind-address") is not { } health)
            return;
        var host = health.Address.Equals(IPAddress.IPv6Any) || health.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : health.Address;
        InspectionHost.Start(_akka, (question, node) => ReplicaFacts.AnswerAsync($"http://{new IPEndPoint(host, health.Port)}", _parts.Client, question, node, cancellationToken));
    }

    private IClusterFormation Formation() => _settings switch
    {
        { Formation: ClusterFormation.Seeds, Seeds: var seeds } => new SeedFormation(_cluster, seeds, _parts.Time),
        { Bootstrap: { } bootstrap } => new PodFormation(_akka, bootstrap, _parts.Time),
        _ => new LeaseFormation(_cluster, _parts),
    };

    private static async Task EndAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The way in which it ends.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Member of the cluster as {Address}")]
    private partial void LogUp(string address);
}
