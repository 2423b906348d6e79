namespace Lynq.Actors.Node;

/// <summary>The parts of a node's actor, put together over one state.</summary>
internal sealed class NodeParts
{
    public NodeParts(NodeScope scope)
    {
        Scope = scope;
        Watches = new NodeWatches(scope);
        Status = new NodeStatusKeeper(scope);
        Walker = new NodeWalker(scope, Status);
        Content = new NodeContentKeeper(scope, Watches, Walker, Status);
        Remover = new NodeRemover(scope, Watches);
        Loader = new NodeLoader(scope, Watches, Walker, Status, Content, Remover);
        Children = new ChildObserver(scope, Walker);
    }

    public NodeScope Scope { get; }

    public NodeWatches Watches { get; }

    public NodeStatusKeeper Status { get; }

    public NodeWalker Walker { get; }

    public NodeContentKeeper Content { get; }

    public NodeRemover Remover { get; }

    public NodeLoader Loader { get; }

    public ChildObserver Children { get; }
}
