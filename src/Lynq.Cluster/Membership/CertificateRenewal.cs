using Akka.Cluster;
using Lynq.Cluster.Settings;
using Lynq.Host.Settings;
using Microsoft.Extensions.Logging;

namespace Lynq.Cluster.Membership;

/// <summary>
/// Looks whether the certificate for connections between replicas was renewed (cert-manager through a mounted Secret), and says when
/// this replica is to start anew for it.
/// </summary>
/// <param name="folder">The folder of the certificate.</param>
/// <param name="inUse">The certificate that remoting was given.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it tells.</param>
internal sealed partial class CertificateRenewal(string folder, PeerCertificates inUse, Akka.Cluster.Cluster cluster, TimeProvider time, ILogger logger)
{
    /// <summary>Between telling that it is not ready and the end: three readiness probes, and Services send nothing any more.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(35);

    // Of two who give notice at once the second sees the first leave.
    private static readonly TimeSpan NoticePerRank = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Reminder = TimeSpan.FromHours(1);

    private HashSet<UniqueAddress> _members = [];
    private DateTimeOffset _calmSince = DateTimeOffset.MaxValue;
    private DateTimeOffset? _renewedAt;
    private DateTimeOffset? _warnedAt;

    /// <summary>Whether this replica is about to start anew: nobody should turn to it any more.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Ends when it is time to start anew.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        do
        {
            IsEnding = false;
            while (!IsDue())
                await Task.Delay(Interval, time, cancellationToken);
            IsEnding = true;
            LogEnding(inUse.NotAfter);
            await Task.Delay(Notice + (NoticePerRank * Rank()), time, cancellationToken);
        }
        // Kubelets bring a Secret at different times, so another one may have started anew meanwhile: it is to be back first.
        while (!IsDue());
    }

    private bool IsDue()
    {
        var now = time.GetUtcNow();
        var left = inUse.NotAfter - now;
        var calm = CalmAt(now);
        if (_renewedAt is null && IsRenewed())
        {
            _renewedAt = now;
            LogRenewed(inUse.NotAfter);
        }

        if (_renewedAt is { } renewed)
            return RenewalPlan.IsDue(now - renewed, left, Rank(), calm);
        if (RenewalPlan.IsOverdue(inUse.NotAfter - inUse.NotBefore, left) && (_warnedAt is not { } warned || now - warned >= Reminder))
        {
            _warnedAt = now;
            LogOverdue(folder, inUse.NotAfter);
        }

        return false;
    }

    private bool IsRenewed()
    {
        try
        {
            var stored = PeerCertificates.Read(folder);
            return stored.Fingerprint != inUse.Fingerprint && stored.NotAfter > inUse.NotAfter;
        }
        catch (SettingsException e)
        {
            // In the middle of a swap the pair does not match: look again.
            LogUnread(e.Message);
            return false;
        }
    }

    private int Rank() => cluster.State.Members.TakeWhile(member => member.Address != cluster.SelfAddress).Count();

    /// <summary>For how long the same members have been there, all of them up and reachable.</summary>
    private TimeSpan CalmAt(DateTimeOffset now)
    {
        var state = cluster.State;
        var isWell = state.Unreachable.IsEmpty && state.Members.All(member => member.Status == MemberStatus.Up);
        HashSet<UniqueAddress> members = [.. state.Members.Select(member => member.UniqueAddress)];
        if (!isWell || _calmSince > now || !members.SetEquals(_members))
            _calmSince = isWell ? now : DateTimeOffset.MaxValue;
        _members = members;
        return isWell ? now - _calmSince : TimeSpan.Zero;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The certificate for connections between replicas was renewed; this replica starts anew for it when its turn comes (the one in use is valid until {NotAfter:u})")]
    private partial void LogRenewed(DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Information, Message = "Starting anew for the renewed certificate (the one in use is valid until {NotAfter:u})")]
    private partial void LogEnding(DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate in {Folder} ends at {NotAfter:u} and has not been renewed: after that replicas cannot connect to each other any more")]
    private partial void LogOverdue(string folder, DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogUnread(string problem);
}
