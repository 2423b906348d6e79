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

    // People search for these words (contract §16.4).
    [LoggerMessage(EventId = 303, Level = LogLevel.Information, Message = "Reconciliation completed: {Ready} of {Desired} resources of {Node} ready")]
    public static partial void ReconciliationCompleted(ILogger logger, NodeKey node, int ready, int desired);
}
