using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Everything about one LynqNode (design §4): writes it, applies its resources in the order of their dependencies, repairs drift
/// on the event that shows it, cleans up, and keeps its status. It only translates messages; its parts do the work on one state.
/// </summary>
/// <remarks>The parts have no state of their own and are made for each message: a node at rest is its state and nothing else.</remarks>
internal sealed class NodeActor(NodeServices services, IActorContext context) : IActor
{
    private readonly NodeState _state = new(services.SharedKey(NodeKey.Parse(context.Self.Key)));

    /// <summary>
    /// On the first start the informer brings the LynqNode, if there is one. After a failure or a move nobody does: it is read,
    /// and the hub is asked for what it had told meanwhile.
    /// </summary>
    public async ValueTask StartAsync()
    {
        if (context.FollowsFailure) await Parts().Loader.StartAgainAsync();
        else if (services.StartsFromServer(_state.Key)) await Parts().Loader.ReadAsync();
    }

    public async ValueTask ReceiveAsync(IActorMessage message)
    {
        var parts = Parts();
        try
        {
            await HandleAsync(message, parts);
        }
        catch (Exception error) when (!context.Stopping.IsCancellationRequested)
        {
            // The engine reports it and starts a successor; people are told where they look.
            services.Metrics.PassEnded(TimeSpan.Zero, NodeMetrics.Error);
            parts.Scope.Event(EventType.Warning, EventReasons.ReconcileError, $"Work on the node was stopped by an unexpected error ({error.GetType().Name}) and is taken up again; the operator's log has the details");
            throw;
        }
    }

    private NodeParts Parts() => new(new NodeScope(services, context, _state));

    private async Task HandleAsync(IActorMessage message, NodeParts parts)
    {
        switch (message)
        {
            case DesireNode desire:
                await parts.Content.DesireAsync(desire);
                break;
            case PermitGranted permit:
                await parts.Content.EvaluateAsync(permit);
                break;
            case NodeObserved observed:
                await parts.Loader.ObserveAsync(observed);
                break;
            case NodeGone gone:
                await parts.Loader.GoneAsync(gone.Uid);
                break;
            case ChildObserved child:
                await parts.Children.ObserveAsync(child);
                break;
            case KindSynced synced:
                var missing = parts.Children.Missing(synced);
                if (parts.Watches.Synced(synced) || missing) await parts.Walker.RunAsync();
                break;
            case KindUnavailable unavailable:
                if (parts.Watches.Unavailable(unavailable.Kind)) await parts.Walker.RunAsync();
                break;
            case WatchStarted started:
                parts.Watches.Introduce(started.Kind);
                break;
            case NodeReminder reminder:
                await RemindedAsync(reminder.Work, parts);
                break;
        }
    }

    private Task RestAsync()
    {
        if (_state.Exists) return Task.CompletedTask;
        context.Passivate();
        return Task.CompletedTask;
    }

    private static Task FullPassAsync(NodeParts parts)
    {
        parts.Watches.Remind();
        return parts.Walker.FullPassAsync();
    }

    private static Task AskWatches(NodeParts parts)
    {
        parts.Watches.AskAgain();
        return Task.CompletedTask;
    }

    private Task RemindedAsync(NodeWork work, NodeParts parts) => work switch
    {
        NodeWork.Walk => _state.KindsMissing ? parts.Loader.ReadAsync() : parts.Walker.RunAsync(),
        NodeWork.Status => parts.Status.WriteAsync(),
        NodeWork.FullPass => FullPassAsync(parts),
        NodeWork.Content => parts.Content.EvaluateAsync(permit: null),
        NodeWork.Read => parts.Loader.ReadAsync(),
        NodeWork.Rest => RestAsync(),
        NodeWork.Watches => AskWatches(parts),
        _ => parts.Remover.RunAsync(),
    };
}
