using Lynq.Actors.Embedded;
using Lynq.Actors.Port;

namespace Lynq.Actors.Tests.Operation;

/// <summary>
/// The embedded engine with behaviours of one kind that fail: on every so-manieth message, before or after handling it, until a
/// number of failures is used up. What a behaviour was told by a message that failed before is lost.
/// </summary>
internal sealed class FaultyEngine(EmbeddedActorSystem inner, string kind, int every, int failures, bool afterHandling) : IActorSystem
{
    private int _messages;
    private int _left = failures;

    public int Left => Volatile.Read(ref _left);

    public void Register(ActorRegistration registration) => inner.Register(registration.Kind != kind ? registration : registration with
    {
        Factory = context => new Faulty(this, registration.Factory(context)),
        Restart = new RestartPolicy { First = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromMilliseconds(100) },
    });

    public void Tell(ActorId target, IActorMessage message) => inner.Tell(target, message);

    public ValueTask TellAsync(ActorId target, IActorMessage message, CancellationToken cancellationToken) => inner.TellAsync(target, message, cancellationToken);

    public Task<TReply> AskAsync<TReply>(ActorId target, IActorMessage message, TimeSpan timeout, CancellationToken cancellationToken)
        where TReply : IActorMessage => inner.AskAsync<TReply>(target, message, timeout, cancellationToken);

    public IReadOnlyList<ActorKindSnapshot> Snapshot() => inner.Snapshot();

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void MayFail()
    {
        if (Interlocked.Increment(ref _messages) % every == 0 && Interlocked.Decrement(ref _left) >= 0) throw new InvalidOperationException("told to fail");
    }

    private sealed class Faulty(FaultyEngine engine, IActor behaviour) : IActor, IAsyncDisposable
    {
        public ValueTask StartAsync() => behaviour.StartAsync();

        public async ValueTask ReceiveAsync(IActorMessage message)
        {
            if (!engine.AfterHandling) engine.MayFail();
            await behaviour.ReceiveAsync(message);
            if (engine.AfterHandling) engine.MayFail();
        }

        public ValueTask StopAsync() => behaviour.StopAsync();

        public ValueTask DisposeAsync() => behaviour is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
    }

    private bool AfterHandling => afterHandling;
}
