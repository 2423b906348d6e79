using Lynq.Host.Memory;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Memory;

public sealed class MemoryReturnTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private TimeSpan _duration = TimeSpan.FromMilliseconds(1);
    private long _allocated;
    private long _looks;
    private int _collections;

    public MemoryReturnTests() => _run = new MemoryReturn(_time, NullLogger.Instance, Look, Collect).RunAsync(_stop.Token);

    [Fact]
    public async Task Collects_once_after_a_burst_and_never_at_rest()
    {
        await LookAsync(10);
        _collections.ShouldBe(0);
        await BurstAsync();
        await LookAsync(BurstRule.CalmEnough - 1);
        _collections.ShouldBe(0);
        await LookAsync(20);
        await CollectedAsync(1);
        await BurstAsync();
        await LookAsync(20);
        await CollectedAsync(2);
    }

    [Fact]
    public async Task Waits_a_thousand_times_as_long_as_the_last_collection_took()
    {
        _duration = TimeSpan.FromMilliseconds(300);
        await BurstAsync();
        await LookAsync(BurstRule.CalmEnough);
        await CollectedAsync(1);

        await BurstAsync();
        var few = (int)(_duration * 1000 / MemoryReturn.Pace) - 5;
        await LookAsync(few);
        await CollectedAsync(1);
        await LookAsync(10);
        await CollectedAsync(2);
    }

    [Fact]
    public async Task Ends_when_it_is_cancelled()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Eventually.Ends(_run, "it ends"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.Ends(_run, "it ends").ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task BurstAsync()
    {
        _allocated += BurstRule.Much;
        await LookAsync(1);
    }

    private async Task LookAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var before = Interlocked.Read(ref _looks);
            _time.Advance(MemoryReturn.Pace);
            await Eventually.Holds(() => Interlocked.Read(ref _looks) > before, "it has looked");
        }
    }

    // It collects after the look that tells it to: the next look is its proof that no more came.
    private Task CollectedAsync(int times) => Eventually.Holds(() => Volatile.Read(ref _collections) == times, $"collected {times} times");

    private long Look()
    {
        Interlocked.Increment(ref _looks);
        return Interlocked.Read(ref _allocated);
    }

    private void Collect()
    {
        _time.Advance(_duration);
        Interlocked.Increment(ref _collections);
    }
}
