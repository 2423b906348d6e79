using System.Diagnostics;
using Lynq.Crds;

namespace Lynq.Actors.Operation;

/// <summary>
/// The spans of what the operator does, in activity source <c>Lynq</c>: a hub's sync, the writing of a node, a pass over a node.
/// The API calls that each makes are their children. They name objects, never values of rows.
/// </summary>
internal static class OperatorSpans
{
    private static readonly ActivitySource Source = new(OperatorMetrics.MeterName);

    /// <summary>A read of a hub's rows.</summary>
    public static Activity? Sync(HubKey hub, string cause) =>
        Source.StartActivity("lynqhub.sync")?.SetTag("lynq.hub", hub.Name).SetTag("k8s.namespace", hub.Namespace).SetTag("lynq.cause", cause);

    /// <summary>Rendering a node and writing its LynqNode.</summary>
    public static Activity? Write(NodeKey node, FormKey form, HubKey hub) =>
        Of("lynqnode.write", node)?.SetTag("lynq.form", form.Name).SetTag("lynq.hub", hub.Name);

    /// <summary>A pass over the resources of a node.</summary>
    public static Activity? Pass(NodeKey node) => Of("lynqnode.pass", node);

    /// <summary>Marks a span as failed.</summary>
    /// <param name="span">The span; null when nobody listens.</param>
    /// <param name="reason">A stable word, not a message.</param>
    public static void Fail(this Activity? span, string reason) => span?.SetStatus(ActivityStatusCode.Error, reason);

    private static Activity? Of(string name, NodeKey node) =>
        Source.StartActivity(name)?.SetTag("lynq.node", node.Name).SetTag("k8s.namespace", node.Namespace);
}
