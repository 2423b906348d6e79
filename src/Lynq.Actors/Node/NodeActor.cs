using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Everything about one LynqNode (design §4): writes it, applies its resources in the order of their dependencies, repairs drift
/// on the event that shows it, cleans up, and keeps its status. It only translates messages; its parts do the work on one state.
/// </summary>
internal sealed class NodeActor : IActor
{
    private readonly IActorContext _context;
    private readonly NodeScope _scope;
    private readonly NodeWatches _watches;
    private readonly NodeStatusKeeper _status;
    private readonly NodeWalker _walker;
    private readonly NodeContentKeeper _content;
    private readonly NodeLoader _loader;
    private readonly NodeRemover _remover;
    private readonly ChildObserver _children;

    public NodeActor(NodeServices services, IActorContext context)
    {
        _context = context;
        _scope = new NodeScope(services, context, new NodeState(NodeKey.Parse(context.Self.Key)));
        _watches = new NodeWatches(_scope);
        _status = new NodeStatusKeeper(_scope);
        _walker = new NodeWalker(_scope, _status);
        _content = new NodeContentKeeper(_scope, _watches, _walker, _status);
        _remover = new NodeRemover(_scope, _watches);
        _loader = new NodeLoader(_scope, _watches, _walker, _status, _content, _remover);
        _children = new ChildObserver(_scope, _walker);
    }

    /// <summary>
    /// On the first start the informer brings the LynqNode, if there is one. After a failure or a move nobody does: it is read,
    /// and the hub is asked for what it had told meanwhile.
    /// </summary>
    public async ValueTask StartAsync()
    {
        if (_context.FollowsFailure) await _loader.StartAgainAsync();
        else if (_scope.Services.StartsFromServer(_scope.State.Key)) await _loader.ReadAsync();
    }

    public async ValueTask ReceiveAsync(IActorMessage message)
    {
        try
        {
            await HandleAsync(message);
        }
        catch (Exception error) when (!_scope.Stopping.IsCancellationRequested)
        {
            // The engine reports it and starts a successor; people are told where they look.
            _scope.Services.Metrics.PassEnded(TimeSpan.Zero, NodeMetrics.Error);
            _scope.Event(EventType.Warning, EventReasons.ReconcileError, $"Work on the node was stopped by an unexpected error ({error.GetType().Name}) and is taken up again; the operator's log has the details");
            throw;
        }
    }

    private async Task HandleAsync(IActorMessage message)
    {
        switch (message)
        {
            case DesireNode desire:
                await _content.DesireAsync(desire);
                break;
            case PermitGranted permit:
                await _content.EvaluateAsync(permit);
                break;
            case NodeObserved observed:
                await _loader.ObserveAsync(observed.Object);
                break;
            case NodeGone gone:
                await _loader.GoneAsync(gone.Uid);
                break;
            case ChildObserved child:
                await _children.ObserveAsync(child);
                break;
            case KindSynced synced:
                var missing = _children.Missing(synced);
                if (_watches.Synced(synced.Kind) || missing) await _walker.RunAsync();
                break;
            case KindUnavailable unavailable:
                if (_watches.Unavailable(unavailable.Kind)) await _walker.RunAsync();
                break;
            case WatchStarted started:
                _watches.Introduce(started.Kind);
                break;
            case NodeReminder reminder:
                await RemindedAsync(reminder.Work);
                break;
        }
    }

    private Task RestAsync()
    {
        if (_scope.State.Exists) return Task.CompletedTask;
        _context.Passivate();
        return Task.CompletedTask;
    }

    private Task RemindedAsync(NodeWork work) => work switch
    {
        NodeWork.Walk => _scope.State.KindsMissing ? _loader.ReadAsync() : _walker.RunAsync(),
        NodeWork.Status => _status.WriteAsync(),
        NodeWork.FullPass => _walker.FullPassAsync(),
        NodeWork.Content => _content.EvaluateAsync(permit: null),
        NodeWork.Read => _loader.ReadAsync(),
        NodeWork.Rest => RestAsync(),
        _ => _remover.RunAsync(),
    };
}
