using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Sources;

namespace Lynq.Actors.Hub;

/// <summary>Why a sync failed, as the condition Ready says it (contract §13.1).</summary>
/// <param name="Reason">A reason of the condition.</param>
/// <param name="Message">The cause in a sentence.</param>
internal sealed record SyncFailure(string Reason, string Message)
{
    /// <summary>Nobody foresaw it: the log needs the place where it happened, not only the sentence.</summary>
    public bool IsUnforeseen { get; private init; }

    /// <summary>What databases and API servers do is foreseen; all else is a fault of ours.</summary>
    public static SyncFailure Of(Exception exception) => exception switch
    {
        SourceException
        {
            Kind: SourceErrorKind.Unreachable or SourceErrorKind.AuthenticationFailed or SourceErrorKind.TlsFailed
            or SourceErrorKind.BadConfiguration or SourceErrorKind.Timeout
        } => new(HubReasons.DatabaseConnectionFailed, exception.Message),
        SourceException => new(HubReasons.QueryFailed, exception.Message),
        KubernetesException => new(HubReasons.DatabaseConnectionFailed, exception.Message),
        _ => new(HubReasons.QueryFailed, $"The read failed unexpectedly ({exception.GetType().Name}); see the operator's log") { IsUnforeseen = true },
    };
}
