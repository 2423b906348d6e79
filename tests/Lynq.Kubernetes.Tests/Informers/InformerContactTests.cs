using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Informers;

/// <summary>What liveness is told.</summary>
public class InformerContactTests
{
    [Fact]
    public async Task A_watch_that_is_accepted_is_contact_though_it_says_nothing()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StubServer.StartAsync(async (request, context) =>
        {
            if (!request.Query.Contains("watch=true", StringComparison.Ordinal))
            {
                await Answers.Healthy(request, context);
                return;
            }

            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var http = server.Client();
        var gate = new TaskCompletionSource();
        var client = new InterceptingKubernetesClient(http, new()
        {
            Send = async (request, next, token) =>
            {
                if (request.Verb == RequestVerb.Watch)
                    await gate.Task.WaitAsync(token);
                await next(request, token);
            },
        });
        using var stop = new CancellationTokenSource();
        var informer = new Informer<PartialObjectMetadata, int>(client, InformerOptions.Metadata(Answers.ConfigMaps, _ => 0, (_, _) => default) with { StreamInitialList = false }, clock);
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token).WaitAsync(Eventually.DefaultDeadline);
        var listed = informer.LastContact;
        clock.Advance(TimeSpan.FromMinutes(5));
        informer.LastContact.ShouldBe(listed);

        gate.SetResult();
        await Eventually.Holds(() => informer.LastContact == clock.GetUtcNow(), "the accepted watch counts");
        await stop.CancelAsync();
        await Eventually.Ends(running, "the informer");
    }
}
