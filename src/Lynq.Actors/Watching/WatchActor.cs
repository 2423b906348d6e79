using System.Collections.Immutable;
using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>
/// The actor of one kind in use: follows all managed objects of that kind, selected by the tracking label so that foreign ones
/// never arrive, and routes each change to the node it belongs to (contract §8.4). Starts with the first user of the kind and
/// ends after the last.
/// </summary>
internal sealed partial class WatchActor(IActorContext context, WatchServices services) : IActor, IAsyncDisposable
{
    private const string RetryTimer = "retry";
    private const string LingerTimer = "linger";

    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private static readonly ImmutableDictionary<string, string> NoLists = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly GroupVersionKind _kind = ActorKinds.KindOf(context.Self);

    private readonly ChildIndex _index = new();
    private KindFeed? _feed;
    private ImmutableDictionary<string, string> _lists = NoLists;
    private bool _starting;
    private bool _needsStatus;
    private bool _synced;
    private string? _unavailable;
    private int _failures;

    /// <inheritdoc />
    public ValueTask StartAsync()
    {
        if (context.FollowsFailure)
        {
            services.TellUsers(_kind);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask ReceiveAsync(IActorMessage message)
    {
        switch (message)
        {
            case ResourceInUse use:
                await AddUserAsync(use);
                break;
            case ResourceReleased release:
                RemoveUser(release.Node);
                break;
            case ChildSeen seen when seen.Feed == _feed:
                Route(seen.Child);
                break;
            case PresenceDue due when due.Feed == _feed && _index.IsUser(due.Node) && !_fetching.Contains(due.Node):
                context.Tell(due.Node.ToActor(), Synced(due.Node) with { Lists = due.Versions });
                break;
            case FeedSynced synced when synced.Feed == _feed:
                _synced = true;
                _index.Trim();
                TellListed();
                break;
            case FeedListed listed when listed.Feed == _feed:
                _lists = _lists.SetItem(listed.Namespace, listed.Version);
                if (_synced)
                {
                    TellListed();
                }

                break;
            case FeedOpened opened:
                Open(opened.Resource);
                break;
            case FeedRefused refused:
                Refuse(refused.Reason);
                break;
            case TryAgain:
                Start();
                break;
            case LingerOver when _index.UserCount == 0:
                await CloseAsync();
                context.Passivate();
                break;
            case ChildFetched fetched:
                TellFetched(fetched);
                break;
            case FetchAgain again:
                _fetching.Remove(again.Node);
                TellAll(again.Node);
                break;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await CloseAsync();

    private void Route(ChildObserved child)
    {
        var inUse = _index.IsUser(child.Node);
        if (child.Deleted)
        {
            _index.Remove(child);
        }
        else
        {
            _index.Set(child, keepContent: !inUse);
        }

        if (inUse)
        {
            context.Tell(child.Node.ToActor(), child);
        }
    }

    private Representation<JsonElement> Shape => _needsStatus ? Representation.Full : Representation.MetadataElement;

    private sealed record ChildSeen(KindFeed Feed, ChildObserved Child) : IActorMessage;

    private sealed record PresenceDue(KindFeed Feed, NodeKey Node, IReadOnlyDictionary<string, string> Versions) : IActorMessage;

    private sealed record FeedSynced(KindFeed Feed) : IActorMessage;

    private sealed record FeedListed(KindFeed Feed, string Namespace, string Version) : IActorMessage;

    private sealed record FeedOpened(ApiResource Resource) : IActorMessage;

    private sealed record FeedRefused(string Reason) : IActorMessage;

    private sealed record TryAgain : IActorMessage;

    private sealed record LingerOver : IActorMessage;
}
