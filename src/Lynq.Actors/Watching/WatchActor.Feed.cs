using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Rights;
using Lynq.Crds;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Watching;

internal sealed partial class WatchActor
{
    /// <summary>Finds out beside the mailbox whether the kind is served and may be listed.</summary>
    private void Start()
    {
        if (_starting || _feed is not null || _index.UserCount == 0)
        {
            return;
        }

        _starting = true;
        context.PipeToSelf(async token =>
        {
            try
            {
                if (await services.Discovery.FindAsync(_kind, token) is not { } resource)
                {
                    return new FeedRefused($"the API server does not serve {_kind.Kind} in {_kind.ApiVersion}: install its CustomResourceDefinition");
                }

                var one = new ListOptions { Namespace = services.Options.Namespaces is [var first, ..] ? first : null, LabelSelector = LynqLabels.Node, PageSize = 1 };
                await services.Client.ListPageAsync(resource, one, Representation.MetadataElement, token);
                return new FeedOpened(resource);
            }
            catch (KubernetesException refused) when (refused.IsForbidden || refused.IsNotFound)
            {
                services.Discovery.Forget(_kind);
                return new FeedRefused(MissingRight.Describe(refused, refused.Status.Message));
            }
            catch (KubernetesException failed)
            {
                return new FeedRefused(failed.Message);
            }
        });
    }

    private void Open(ApiResource resource)
    {
        _starting = false;
        _failures = 0;
        _unavailable = null;
        _feed = new KindFeed(
            services.Informers,
            resource,
            Shape,
            resource.Namespaced ? services.Options.Namespaces : [],
            services.SharedKey,
            (feed, node, identity, child, deleted, token) =>
                context.TellSelfAsync(new ChildSeen(feed, ChildReader.Read(node, _kind, identity, child, deleted)), token),
            (feed, ns, version, token) => context.TellSelfAsync(new FeedListed(feed, ns, version), token),
            (feed, token) => context.TellSelfAsync(new FeedSynced(feed), token));
        _feed.Start();
        WatchStarted(services.Logger, _kind);
    }

    private void Refuse(string reason)
    {
        _starting = false;
        _failures++;
        if (_unavailable != reason)
        {
            _unavailable = reason;
            WatchRefused(services.Logger, _kind, reason);
            foreach (var user in _index.Users)
            {
                context.Tell(user.ToActor(), new KindUnavailable { Node = user, Kind = _kind, Reason = reason });
            }
        }

        var pause = services.Options.FirstRetry * Math.Pow(2, Math.Min(_failures - 1, 10));
        context.SetTimer(RetryTimer, pause < LongestRetry ? pause : LongestRetry, new TryAgain());
    }

    private async ValueTask CloseAsync()
    {
        var feed = _feed;
        _feed = null;
        _synced = false;
        _lists = NoLists;
        _index.ClearChildren();
        if (feed is not null)
        {
            await feed.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Information, "Watching {Kind}")]
    private static partial void WatchStarted(ILogger logger, GroupVersionKind kind);

    [LoggerMessage(LogLevel.Warning, "{Kind} cannot be watched: {Reason}")]
    private static partial void WatchRefused(ILogger logger, GroupVersionKind kind, string reason);
}
