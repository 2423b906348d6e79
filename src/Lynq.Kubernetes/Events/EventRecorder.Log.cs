using Microsoft.Extensions.Logging;

namespace Lynq.Kubernetes;

public sealed partial class EventRecorder
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The event {reason} about {subject} was not published: {failure}")]
    private partial void LogRefused(string reason, ResourceKey subject, string failure);
}
