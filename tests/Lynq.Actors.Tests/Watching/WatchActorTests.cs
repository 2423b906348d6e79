using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Watching;

/// <summary>What a watch tells a node that asks again, while the first list is on its way. The test plays the informer.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class WatchActorTests(NodeServer server)
{
    private static readonly GroupVersionKind ConfigMaps = new("", "v1", "ConfigMap");
    private static readonly NodeKey Node = new("default", "acme-f");

    private readonly WorkingContext _context = new(ConfigMaps.ToActor());
    private readonly ManualInformers _informers = new();

    [Fact]
    public async Task A_node_that_asks_again_hears_that_all_is_told_when_its_objects_have_been_read_again()
    {
        await using var watch = Start();
        await watch.ReceiveAsync(Question(asker: 1));
        await watch.ReceiveAsync(await _context.WorkAsync());
        var live = await server.Client.CreateAsync(await server.KindAsync("v1", "ConfigMap"), "default", JsonNode.Parse("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-moved","labels":{"lynq.sh/node":"acme-f","lynq.sh/node-namespace":"default"} } }
            """)!);
        await _informers.ShowAsync(live);
        await watch.ReceiveAsync(_context.TakeOwn());
        _context.Told.Select(told => told.Message).ShouldHaveSingleItem().ShouldBeOfType<ChildObserved>();

        await watch.ReceiveAsync(Question(asker: 2));
        _informers.Complete();
        await Eventually.Holds(() => _context.HasOwn, "the list is complete");
        await watch.ReceiveAsync(_context.TakeOwn());
        _context.Told.Select(told => told.Message).OfType<KindSynced>().ShouldBeEmpty("its object is still being read");

        await watch.ReceiveAsync(await _context.WorkAsync());
        _context.Told.Select(told => told.Message).OfType<ChildObserved>().Count().ShouldBe(2);
        _context.Told[^1].Message.ShouldBeOfType<KindSynced>().Asker.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_makes_sure_hears_what_there_is_behind_all_that_was_handed_over_and_nothing_is_read()
    {
        await using var watch = Start();
        await watch.ReceiveAsync(Question(asker: 1));
        await watch.ReceiveAsync(await _context.WorkAsync());
        _informers.Complete();
        await Eventually.Holds(() => _context.HasOwn, "the list is complete");
        await watch.ReceiveAsync(_context.TakeOwn());
        _context.Told.Clear();

        // An object is handed over and waits in the mailbox when the node asks.
        await _informers.ShowAsync(JsonElement.Parse("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-late","namespace":"default","uid":"u","resourceVersion":"70","labels":{"lynq.sh/node":"acme-f","lynq.sh/node-namespace":"default"} } }
            """));
        _informers.Version = "70";
        await watch.ReceiveAsync(Question(asker: 1) with { IsReminder = true });
        await watch.ReceiveAsync(_context.TakeOwn());
        await watch.ReceiveAsync(await _context.WorkAsync());

        var told = _context.Told[^1].Message.ShouldBeOfType<KindSynced>();
        told.Lists.ShouldBe([KeyValuePair.Create("", "70")]);
        told.Present.ShouldHaveSingleItem().Name.ShouldBe("acme-late");
        _context.Told.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_makes_sure_with_a_watch_that_does_not_know_it_is_told_everything()
    {
        await using var watch = Start();
        await watch.ReceiveAsync(Question(asker: 1) with { IsReminder = true });
        await watch.ReceiveAsync(await _context.WorkAsync());
        _informers.Complete();
        await Eventually.Holds(() => _context.HasOwn, "the list is complete");
        await watch.ReceiveAsync(_context.TakeOwn());
        _context.Told.ShouldHaveSingleItem().Message.ShouldBeOfType<KindSynced>();
    }

    private static ResourceInUse Question(long asker) => new() { Kind = ConfigMaps, Node = Node, NeedsStatus = false, Asker = asker };

    private WatchActor Start() => new(_context, new WatchServices
    {
        Client = server.Client,
        Discovery = server.Discovery,
        Informers = _informers,
        Options = new Lynq.Actors.Watching.WatchOptions(),
        TellUsers = _ => { },
        Logger = NullLogger<WatchActor>.Instance,
    });

    /// <summary>Hands the actor nothing: the test takes what it sent itself and runs its work.</summary>
    private sealed class WorkingContext(ActorId self) : IActorContext
    {
        private readonly Queue<Func<CancellationToken, Task<IActorMessage?>>> _work = new();
        private readonly System.Collections.Concurrent.ConcurrentQueue<IActorMessage> _own = new();

        public ActorId Self => self;

        public TimeProvider Time { get; } = new FakeTimeProvider();

        public CancellationToken Stopping => CancellationToken.None;

        public bool FollowsFailure => false;

        public List<(ActorId Target, IActorMessage Message)> Told { get; } = [];

        public bool HasOwn => !_own.IsEmpty;

        public IActorMessage TakeOwn() => _own.TryDequeue(out var message) ? message : throw new InvalidOperationException("it has sent itself nothing");

        public async Task<IActorMessage> WorkAsync() => (await _work.Dequeue()(CancellationToken.None))!;

        public void Tell(ActorId target, IActorMessage message) => Told.Add((target, message));

        public ValueTask TellAsync(ActorId target, IActorMessage message)
        {
            Tell(target, message);
            return ValueTask.CompletedTask;
        }

        public ValueTask TellSelfAsync(IActorMessage message, CancellationToken cancellationToken)
        {
            _own.Enqueue(message);
            return ValueTask.CompletedTask;
        }

        public void Reply(IActorMessage message) => throw new InvalidOperationException("nobody asked");

        public void SetTimer(string name, TimeSpan due, IActorMessage message) => throw new InvalidOperationException("nothing is to be repeated");

        public void CancelTimer(string name)
        {
        }

        public void PipeToSelf(Func<CancellationToken, Task<IActorMessage?>> work) => _work.Enqueue(work);

        public void Passivate()
        {
        }
    }

    /// <summary>One informer, whose list the test shows and completes.</summary>
    private sealed class ManualInformers : IInformers, IInformer
    {
        private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private InformerOptions<JsonElement, NodeKey?>? _options;

        public ApiResource Resource => _options!.Resource;

        public bool HasSynced => _listed.Task.IsCompleted;

        public DateTimeOffset LastProgress => default;

        public DateTimeOffset LastContact => default;

        public string? Version { get; set; }

        public int Count => 0;

        public IInformer Create<T, TKept>(InformerOptions<T, TKept> options)
        {
            _options = (InformerOptions<JsonElement, NodeKey?>)(object)options;
            return this;
        }

        public Task RunAsync(CancellationToken cancellationToken) => _listed.Task.WaitAsync(cancellationToken);

        public Task WaitForSyncAsync(CancellationToken cancellationToken) => _listed.Task.WaitAsync(cancellationToken);

        public ValueTask ShowAsync(JsonElement live) => _options!.Handler(
            new() { Type = WatchEventType.Added, Identity = ObjectIdentity.Of(live), Object = live, Kept = _options.Keep(live), Initial = true }, CancellationToken.None);

        public void Complete() => _listed.SetResult();
    }
}
