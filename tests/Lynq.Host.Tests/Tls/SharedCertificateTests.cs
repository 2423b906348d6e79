using Lynq.Host.Tests.Operating;
using Lynq.Host.Tls;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Tls;

/// <summary>The webhooks' certificate that replicas share, when something goes wrong.</summary>
public sealed class SharedCertificateTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Is_kept_fresh_after_something_that_nobody_had_foreseen()
    {
        await using var cluster = await SmallCluster.StartAsync();
        using var stop = new CancellationTokenSource();
        var shared = new SharedCertificate(cluster.Client, "default", "tls", ["lynq.default.svc"], _time, NullLogger.Instance);
        var told = 0;
        var working = shared.RunAsync(
            (_, _) => Interlocked.Increment(ref told) == 1 ? throw new InvalidOperationException("nobody had foreseen this") : Task.FromResult(false),
            token => Task.Delay(Timeout.Infinite, token),
            stop.Token);

        await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref told) > 1 || working.IsCompleted), _time, TimeSpan.FromMinutes(1), "the authority is told once more");

        working.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Eventually.Ends(working.ContinueWith(_ => { }, TaskScheduler.Default), "it ends when it is told to");
    }
}
