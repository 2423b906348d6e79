using System.Net;
using System.Text.Json.Nodes;
using Akka.Actor;
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
    private readonly LeaseFormation? _formation;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;

    /// <summary>Starts the actor system. It joins nobody before <see cref="RunAsync"/>.</summary>
    public ClusterEngine(EngineParts parts)
    {
        _parts = parts;
        _logger = parts.Loggers.CreateLogger<ClusterEngine>();
        _settings = ReplicaSettings.From(parts.Settings);
        _akka = AkkaConfiguration.Start(_settings, parts.Loggers);
        _cluster = Akka.Cluster.Cluster.Get(_akka);
        _actors = new AkkaActorSystem(_akka, parts.Time, parts.Loggers.CreateLogger<AkkaActorSystem>());
        _fence = new MembershipFence(_cluster, _settings.Patience, parts.Time);
        _formation = _settings.Seeds.Count == 0 ? new LeaseFormation(_cluster, parts) : null;
        _cluster.RegisterOnMemberUp(() => _up.TrySetResult());
        _cluster.RegisterOnMemberRemoved(() => _removed.TrySetResult());
    }

    /// <inheritdoc/>
    public bool MayWrite => _fence.IsOpen;

    /// <inheritdoc/>
    /// <remarks>Who stands by is ready, as one that is not elected is: else a rollout that changes the namespaces would never end.</remarks>
    public string? ReadyProblem => (_cluster.IsTerminated ? MemberStatus.Removed : _cluster.SelfMember.Status, _actors.Regions.Count) switch
    {
        (not MemberStatus.Up, _) when _formation is { StandsBy: true } && !_cluster.IsTerminated => null,
        (not MemberStatus.Up, _) => $"this replica is not a member of the cluster yet ({_cluster.SelfMember.Status})",
        (_, 0) => "the shard regions have not been started yet",
        _ => null,
    };

    /// <inheritdoc/>
    public IActorSystem Actors => _actors;

    /// <inheritdoc/>
    public async Task RunAsync(Func<CancellationToken, Task> operate, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forming = FormAsync(ending.Token);
        await Task.WhenAny(_up.Task, _removed.Task, forming, Task.Delay(Timeout.InfiniteTimeSpan, _parts.Time, cancellationToken));
        if (forming.IsFaulted)
            await forming;
        cancellationToken.ThrowIfCancellationRequested();
        if (_up.Task.IsCompleted)
            LogUp(_cluster.SelfAddress.ToString());
        StartInspection(ending.Token);
        // The operator ends when it is told to, or when the others have shut this replica out.
        var operating = operate(ending.Token);
        var first = await Task.WhenAny(operating, _removed.Task, forming);
        var wasAsked = cancellationToken.IsCancellationRequested || first == operating;
        await ending.CancelAsync();
        await operating;
        await EndFormingAsync(forming);
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
        _fence.Dispose();
    }

    private void StartInspection(CancellationToken cancellationToken)
    {
        if (_settings.Inspection is null || _parts.Settings.Address("health-probe-bind-address") is not { } health)
            return;
        var host = health.Address.Equals(IPAddress.IPv6Any) || health.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : health.Address;
        InspectionHost.Start(_akka, (question, node) => ReplicaFacts.AnswerAsync($"http://{new IPEndPoint(host, health.Port)}", _parts.Client, question, node, cancellationToken));
    }

    private Task FormAsync(CancellationToken cancellationToken)
    {
        if (_formation is not null)
            return _formation.RunAsync(cancellationToken);
        return _cluster.JoinSeedNodesAsync(_settings.Seeds, cancellationToken)
            .ContinueWith(_ => Task.Delay(Timeout.InfiniteTimeSpan, _parts.Time, cancellationToken), cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default)
            .Unwrap();
    }

    private static async Task EndFormingAsync(Task forming)
    {
        try
        {
            await forming;
        }
        catch (OperationCanceledException)
        {
            // The way in which it ends.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Member of the cluster as {Address}")]
    private partial void LogUp(string address);
}
