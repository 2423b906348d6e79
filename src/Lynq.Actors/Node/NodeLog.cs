using Lynq.Crds;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Node;

internal static partial class NodeLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The LynqNode {Node} could not be written: {Error}")]
    public static partial void NodeNotWritten(ILogger logger, NodeKey node, string error);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "The LynqNode {Node} could not be read: {Error}")]
    public static partial void NodeNotRead(ILogger logger, NodeKey node, string error);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "The status of {Node} could not be written: {Error}")]
    public static partial void StatusNotWritten(ILogger logger, NodeKey node, string error);
}
