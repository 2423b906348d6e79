using System.Diagnostics.Metrics;
using Lynq.Actors.Forms;
using Lynq.Actors.Node.Applying;
using Lynq.Actors.Node.Cleaning;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Readiness;
using Lynq.Actors.Rights;
using Lynq.Crds;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Node;

/// <summary>What all node actors of a process share.</summary>
/// <param name="client">The API server.</param>
/// <param name="discovery">Its kinds.</param>
/// <param name="forms">The forms.</param>
/// <param name="renderer">Evaluates templates.</param>
/// <param name="events">Publishes events.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How nodes work.</param>
/// <param name="logger">For developers.</param>
/// <param name="meter">Where the metrics of nodes are made.</param>
/// <param name="isKnownNode">Whether a node is known to exist. That one is not known says nothing.</param>
internal sealed class NodeServices(
    IKubernetesClient client,
    IDiscovery discovery,
    IFormCatalog forms,
    IResourceRenderer renderer,
    IEventRecorder events,
    TimeProvider time,
    NodeOptions options,
    ILogger logger,
    Meter meter,
    Func<NodeKey, bool> isKnownNode)
{
    public IKubernetesClient Client => client;

    public IDiscovery Discovery => discovery;

    public IFormCatalog Forms => forms;

    public IEventRecorder Events => events;

    public NodeOptions Options => options;

    public ILogger Logger => logger;

    /// <summary>Whether an actor has to read its LynqNode before its first message: it exists, and nobody brings it.</summary>
    public Func<NodeKey, bool> StartsFromServer { get; init; } = _ => false;

    /// <summary>The copy of a key that everybody shares, where there is one.</summary>
    public Func<NodeKey, NodeKey> SharedKey { get; init; } = key => key;

    /// <summary>The hubs of a namespace: whom a node asks that has forgotten which one it belongs to.</summary>
    public Func<string, IEnumerable<HubKey>> HubsIn { get; init; } = _ => [];

    /// <summary>Whether a hub is gone or on its way out.</summary>
    public Func<HubKey, bool> IsHubLeaving { get; init; } = _ => false;

    /// <summary>How often a watch has started, of which all nodes were told that were known to exist then; null where nobody counts.</summary>
    public Func<long?> WatchStarts { get; init; } = () => null;

    /// <summary>Whether actors are spread over several processes: messages between them can be lost where they were.</summary>
    public bool IsSpread { get; init; }

    /// <summary>Whether the watches show all namespaces: what they have told is then all that there is.</summary>
    public bool SeesAllNamespaces { get; init; }

    public StorageClasses Storage { get; } = new(client);

    public NodeMetrics Metrics { get; } = new(meter);

    public ContentRenderer Renderer { get; } = new(renderer);

    public PlanBuilder Plans { get; } = new(discovery);

    public Applier Applier { get; } = new(client, discovery, new GoneNodes(client, isKnownNode), new MissingRights(logger));

    public Cleaner Cleaner { get; } = new(client, discovery, time);
}
