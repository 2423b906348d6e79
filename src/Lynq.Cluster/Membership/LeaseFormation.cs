using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Cluster;
using Lynq.Crds;
using Lynq.Host;
using Lynq.Host.Operating;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Cluster.Membership;

/// <summary>
/// Brings replicas together through the operator's Lease (contract §16.3): whoever holds it forms the cluster, or belongs to it
/// already, and writes down where it can be joined. There is one holder at a time, so there is one cluster; and the original
/// operator, which respects the same Lease, does not act beside it.
/// </summary>
internal sealed partial class LeaseFormation : IClusterFormation
{
    private static readonly ApiResource Leases = new("coordination.k8s.io", "v1", "Lease", "leases", Namespaced: true);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MemberPoll = TimeSpan.FromSeconds(5);

    // Members try every two seconds for a Lease that nobody holds: one who is not a member lets them go first.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(5);

    private readonly Akka.Cluster.Cluster _cluster;
    private readonly EngineParts _parts;
    private readonly ILogger _logger;
    private readonly ObjectAddress _address;
    private readonly LeaderElector _elector;
    private readonly string _scope;
    private readonly LeaseTrail _trail;
    private Task? _election;
    private string? _joining;

    /// <summary>Makes it; nothing happens before <see cref="RunAsync"/>.</summary>
    public LeaseFormation(Akka.Cluster.Cluster cluster, EngineParts parts)
    {
        (_cluster, _parts) = (cluster, parts);
        _logger = parts.Loggers.CreateLogger<LeaseFormation>();
        _trail = new LeaseTrail(parts.Time);
        _scope = LeaseView.ScopeOf(parts.Settings.List("watch-namespaces"));
        _address = Leases.Named(parts.Identity.Namespace, LynqNames.LeaderElectionLease);
        _elector = new LeaderElector(
            parts.Client,
            new() { Namespace = parts.Identity.Namespace, Name = LynqNames.LeaderElectionLease, Identity = parts.Identity.Instance },
            parts.Time,
            parts.Loggers.CreateLogger<LeaderElector>());
    }

    /// <inheritdoc/>
    /// <remarks>While a cluster that is responsible for other namespaces is at work.</remarks>
    public bool StandsBy { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Not while the Lease is known to belong to another cluster, nor while nothing newer is known of it.</remarks>
    public bool MayWrite => _trail.IsOurs;

    private bool IsMember => _cluster.SelfMember.Status is MemberStatus.Up;

    /// <inheritdoc/>
    /// <exception cref="UserException">The Lease belongs to another cluster: this replica is on the wrong side of a split.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var electing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                if (await ReadAsync(cancellationToken) is { } seen)
                    Act(seen, electing.Token);
                if (_election is { IsCompleted: true } ended)
                    await ended;
                await Task.Delay(IsMember && MayWrite ? MemberPoll : Poll, _parts.Time, cancellationToken);
            }
        }
        finally
        {
            // Nobody else ends it when this replica is to end for what it has read.
            await electing.CancelAsync();
            if (_election is { } election)
                await Task.WhenAny(election);
        }
    }

    private void Act(LeaseView seen, CancellationToken electing)
    {
        if (IsMember && (_trail.IsForeign || _trail.Elsewhere >= LeaseTrail.Expiry))
            throw new UserException($"the Lease {_address} belongs to {(seen.Address is { } other ? $"a cluster at {other}" : seen.Holder)} that this replica is not part of; it ends, to be started anew");
        var isFree = _trail.Silent > (seen.Holder.Length == 0 ? Courtesy : LeaseTrail.Expiry + Courtesy);
        if (_election is null && (IsMember || isFree))
            _election = _elector.RunAsync(LeadAsync, electing);
        var standsBy = !IsMember && !isFree && seen.Address is not null && !seen.CanBeJoined(_scope);
        if (standsBy && !StandsBy)
            LogStandingBy(seen.Address!, seen.Scope!, _scope);
        StandsBy = standsBy;
        if (IsMember || isFree || standsBy || seen.Address is not { } address || address == Self() || address == _joining)
            return;
        LogJoining(address);
        _joining = address;
        _cluster.Join(Address.Parse(address));
    }

    private async Task<LeaseView?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var asked = _parts.Time.GetTimestamp();
            var (found, lease) = await _parts.Client.FindAsync(_address, Representation.Full, cancellationToken);
            var now = found ? LeaseView.Parse(lease) : LeaseView.None;
            // Whoever stands for election later has listened for long enough by then, and need not do so again.
            if (found && _election is null)
                _elector.Note(lease);
            _trail.Note(now, IsMember ? [.. _cluster.State.Members.Select(member => member.UniqueAddress)] : [], asked);
            return now;
        }
        catch (KubernetesException e)
        {
            LogUnread(_address, e.Message);
            return null;
        }
    }

    /// <summary>We hold the Lease: there is no other cluster, or it is ours.</summary>
    private async Task LeadAsync(CancellationToken leading)
    {
        if (!IsMember)
        {
            LogForming(Self());
            _cluster.Join(_cluster.SelfAddress);
        }

        while (!IsMember)
            await Task.Delay(TimeSpan.FromMilliseconds(100), _parts.Time, leading);
        while (!await WriteAsync(leading))
            await Task.Delay(Poll, _parts.Time, leading);
        await Task.Delay(Timeout.InfiniteTimeSpan, _parts.Time, leading);
    }

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [LeaseView.Annotation] = string.Create(CultureInfo.InvariantCulture, $"{_parts.Identity.Instance} {Self()} {_scope} {_cluster.SelfUniqueAddress.Uid}") } },
        };
        try
        {
            await _parts.Client.MergePatchAsync(_address, patch, Representation.Metadata, null, null, cancellationToken);
            return true;
        }
        catch (KubernetesException e)
        {
            LogUnread(_address, e.Message);
            return false;
        }
    }

    private string Self() => _cluster.SelfAddress.ToString();

    [LoggerMessage(Level = LogLevel.Information, Message = "Joining the cluster at {Address}")]
    private partial void LogJoining(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster at {Address} follows the namespaces {Theirs}, this replica {Ours}: it stands by until that one has ended")]
    private partial void LogStandingBy(string address, string theirs, string ours);

    [LoggerMessage(Level = LogLevel.Information, Message = "Forming a cluster at {Address}")]
    private partial void LogForming(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Lease {Lease} cannot be read or written: {Failure}")]
    private partial void LogUnread(ObjectAddress lease, string failure);
}
