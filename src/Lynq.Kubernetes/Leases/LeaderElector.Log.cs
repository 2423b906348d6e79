using Microsoft.Extensions.Logging;

namespace Lynq.Kubernetes;

public sealed partial class LeaderElector
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{identity} leads by {lease}")]
    private partial void LogStarted(string identity, ObjectAddress lease);

    [LoggerMessage(Level = LogLevel.Information, Message = "{identity} no longer leads by {lease}")]
    private partial void LogStopped(string identity, ObjectAddress lease);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease {lease} could not be taken, renewed or released: {failure}")]
    private partial void LogFailed(ObjectAddress lease, string failure);
}
