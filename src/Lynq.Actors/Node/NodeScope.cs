using System.Text.Json;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>What the parts of one node's actor share: its state, its surroundings and its voice.</summary>
internal sealed class NodeScope(NodeServices services, IActorContext context, NodeState state)
{
    public NodeServices Services => services;

    public NodeState State => state;

    public TimeProvider Time => context.Time;

    public DateTimeOffset Now => context.Time.GetUtcNow();

    public CancellationToken Stopping => context.Stopping;

    /// <summary>The LynqNode's address. The kind is ours: it needs no look-up.</summary>
    public ObjectAddress Address => NodeResource.Named(state.Key.Namespace, state.Key.Name);

    private static readonly ApiResource NodeResource = new(LynqApi.Group, LynqApi.Version, LynqApi.NodeKind, LynqApi.NodePlural, Namespaced: true) { HasStatus = true };

    /// <summary>The LynqNode as the server has it; null when that cannot be told.</summary>
    public async Task<(bool Found, JsonElement? Live)?> TryReadAsync()
    {
        try
        {
            var (found, live) = await services.Client.FindAsync(Address, Representation.Full, Stopping);
            return (found, found ? live : null);
        }
        catch (KubernetesException)
        {
            return null;
        }
    }

    public void Tell(ActorId target, IActorMessage message) => context.Tell(target, message);

    public void Remind(NodeWork work, TimeSpan due) => context.SetTimer(work.ToString(), due > TimeSpan.Zero ? due : TimeSpan.Zero, NodeReminder.Of(work));

    public void Forget(NodeWork work) => context.CancelTimer(work.ToString());

    /// <summary>A pause with up to a fifth of itself added, different for each node but the same at each try: no randomness, no herd.</summary>
    public TimeSpan Jittered(TimeSpan pause) => pause + (pause * 0.2 * Share(state.Key.ToString()));

    /// <summary>A number from 0 to 1 that a text leads to.</summary>
    public static double Share(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return hash / (double)uint.MaxValue;
    }

    /// <summary>The pause after a number of failures in a row.</summary>
    public TimeSpan PauseAfter(int failures)
    {
        var pause = services.Options.FirstRetryPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        return Jittered(pause < services.Options.RetryPause ? pause : services.Options.RetryPause);
    }

    public void Event(EventType type, string reason, string message) =>
        services.Events.Record(new EventSubject(new ResourceKey(NodeResource.GroupVersionKind, state.Key.Namespace, state.Key.Name), state.Identity.Uid), type, reason, message, LynqNames.NodeComponent);

    /// <summary>A warning on the hub that the node goes with.</summary>
    public void HubEvent(HubKey hub, string reason, string message) =>
        services.Events.Record(new EventSubject(new ResourceKey(Watching.BuiltInResources.Hubs.GroupVersionKind, hub.Namespace, hub.Name), state.Facts.HubUid), EventType.Warning, reason, message, LynqNames.HubComponent);

    /// <summary>An event on a managed object. Those without a namespace are reported where the node lives (contract §10.5).</summary>
    public void ObjectEvent(Inventory.InventoryEntry entry, string reason, string message) =>
        services.Events.Record(new EventSubject(new ResourceKey(entry.Kind, entry.Namespace, entry.Name), entry.Uid), EventType.Normal, reason, message, LynqNames.ObjectComponent);
}
