using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Simulation;

/// <summary>
/// Plays the nodes and the workload controllers of a cluster: workloads roll out, Jobs run, claims bind, load balancers get
/// addresses. It writes through the server as a controller would, so that its writes are seen by watches.
/// </summary>
public sealed class NodeSimulator
{
    private const string Manager = "node-simulator";
    private readonly ObjectStore _store;
    private readonly ResourceCatalog _catalog;
    private readonly ObjectWriter _writer;
    private readonly TimeProvider _time;
    private readonly SimulatorOptions _options;
    private readonly WorkloadStatus _workloads;
    private readonly PlainStatus _plain;
    private readonly ConcurrentDictionary<string, (string Shape, long Generation)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Kind, string Namespace, string Name), Behaviour> _commands = new();

    internal NodeSimulator(ObjectStore store, ResourceCatalog catalog, ObjectWriter writer, SimulatorOptions options, TimeProvider time)
    {
        (_store, _catalog, _writer, _options, _time) = (store, catalog, writer, options, time);
        _workloads = new WorkloadStatus(options, time);
        _plain = new PlainStatus(options, time);
    }

    /// <summary>Commands how one workload behaves from now on, whatever its annotations say, and lets it roll out anew.</summary>
    /// <param name="kind">The kind, such as Deployment.</param>
    /// <param name="inNamespace">Its namespace.</param>
    /// <param name="name">Its name; it need not exist yet.</param>
    /// <param name="behaviour">What it shall do.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task BehaveAsync(string kind, string inNamespace, string name, Behaviour behaviour, CancellationToken cancellation = default)
    {
        _commands[(kind, inNamespace, name)] = behaviour;
        var type = _catalog.All.FirstOrDefault(one => one.Kind == kind && one.Custom is null)
            ?? throw new ArgumentException($"The simulator does not know the kind {kind}: name a built-in kind such as Deployment.", nameof(kind));
        if (_store.Collection(type.StorageKey).Find(new ObjectKey(inNamespace, name)) is not { } found) return;
        _known.TryRemove(found.Uid, out _);
        await RollOutAsync(type, found, cancellation);
    }

    /// <summary>Takes back a command of <see cref="BehaveAsync"/>.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="inNamespace">The namespace.</param>
    /// <param name="name">The name.</param>
    public void Forget(string kind, string inNamespace, string name) => _commands.TryRemove((kind, inNamespace, name), out _);

    internal Task Start(CancellationToken stopping)
    {
        var changes = _store.Follow(stopping);
        return Task.Run(() => RunAsync(changes, stopping), CancellationToken.None);
    }

    private async Task RunAsync(ChannelReader<Change> changes, CancellationToken stopping)
    {
        var running = new ConcurrentDictionary<Task, bool>();
        await foreach (var change in changes.ReadAllAsync(CancellationToken.None))
        {
            if (stopping.IsCancellationRequested) break;
            if (change.Type == ChangeType.Deleted)
            {
                _known.TryRemove(change.Object.Uid, out _);
                continue;
            }

            if (_catalog.FindStored(change.StorageKey) is not { Custom: null, HasStatus: true } type) continue;
            var task = RollOutAsync(type, change.Object, stopping);
            if (task.IsCompleted) continue;
            running[task] = true;
            _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await Task.WhenAll(running.Keys);
    }

    private async Task RollOutAsync(ResourceType type, StoredObject stored, CancellationToken stopping)
    {
        try
        {
            var value = Versions.Read(stored, type);
            if (_plain.Concerns(value))
            {
                await WaitAsync(WorkloadPlan.Of(value, _options).Delay, stopping);
                await ChangeAsync(type, stored, live => _plain.Concerns(live), _plain.Finish, stopping);
            }
            else if (type.Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job")
            {
                await RunWorkloadAsync(type, stored, value, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (ApiException lost) when (lost.Reason is Reasons.NotFound or Reasons.Conflict)
        {
            // Deleted or replaced meanwhile.
        }
    }

    private async Task RunWorkloadAsync(ResourceType type, StoredObject stored, JsonObject value, CancellationToken stopping)
    {
        var generation = value.Metadata().Number("generation") ?? 1;
        var now = (WorkloadPlan.Shape(value), generation);
        var before = _known.TryGetValue(stored.Uid, out var known) ? known : default;
        if (before == now) return;
        _known[stored.Uid] = now;
        var plan = WorkloadPlan.Of(value, _options);
        if (_commands.TryGetValue((type.Kind, stored.Key.Namespace, stored.Key.Name), out var command)) plan = plan with { Behaviour = command };
        bool IsCurrent(JsonObject live) => (live.Metadata().Number("generation") ?? 1) == generation;
        // What pods would not notice is done at once.
        if (before.Item1 != now.Item1)
        {
            await ChangeAsync(type, stored, IsCurrent, live => _workloads.Start(live), stopping);
            await WaitAsync(plan.Delay, stopping);
        }

        if (plan.Behaviour == Behaviour.Never) return;
        await ChangeAsync(type, stored, IsCurrent, plan.Behaviour == Behaviour.Fail ? _workloads.Fail : _workloads.Finish, stopping);
    }

    private Task WaitAsync(TimeSpan delay, CancellationToken stopping) =>
        delay <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, _time, stopping);

    private async Task ChangeAsync(
        ResourceType type, StoredObject stored, Func<JsonObject, bool> when, Action<JsonObject> change, CancellationToken stopping) =>
        await _writer.ChangeAsync(type, stored.Key, live =>
        {
            if (live.Metadata().Text("uid") == stored.Uid && when(live)) change(live);
            return live;
        }, WriteOptions.For(Manager, "status"), stopping);
}
