using System.Text.Json;
using Lynq.Host.Tests.Operating;
using Lynq.Host.Tls;
using Lynq.Kubernetes;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Tls;

/// <summary>Webhook configurations that lose the operator's authority.</summary>
public sealed class AuthorityWatchTests
{
    private const string Version = "admissionregistration.k8s.io/v1";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task An_overwritten_authority_is_put_back_without_waiting_for_the_next_round()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await RegisterAsync(cluster, "b3RoZXI=");
        using var stop = new CancellationTokenSource();
        var injector = new AuthorityInjector(cluster.Client, NullLogger.Instance);
        var watch = new AuthorityWatch(cluster.Client, injector.Lacks, _time, NullLoggerFactory.Instance);
        var shared = new SharedCertificate(cluster.Client, "default", "tls", ["lynq.default.svc"], _time, NullLogger.Instance);
        var working = Task.WhenAll(shared.RunAsync(injector.InjectAsync, watch.MissedAsync, stop.Token), watch.RunAsync(stop.Token));

        await BecomesOursAsync(cluster, "it is put in at the start");
        await RegisterAsync(cluster, "b3RoZXI=");
        await BecomesOursAsync(cluster, "it is put back");
        await cluster.DeleteAsync(Version, "ValidatingWebhookConfiguration", null, "lynq");
        await RegisterAsync(cluster, "b3RoZXI=");
        await BecomesOursAsync(cluster, "it is put into a successor");

        await stop.CancelAsync();
        await Eventually.Holds(() => working.IsCompleted && !working.IsFaulted, "both end when they are told to");
    }

    [Fact]
    public async Task A_configuration_that_did_not_ask_for_it_is_left_alone()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await RegisterAsync(cluster, "b3RoZXI=", asks: false);
        var injector = new AuthorityInjector(cluster.Client, NullLogger.Instance);

        (await injector.InjectAsync("authority", default)).ShouldBeFalse();
        injector.Lacks((await ReadAsync(cluster))!.Value).ShouldBeFalse();
    }

    // The clock moves only through the pause that keeps two owners from a quarrel, however many of them there are: no round begins.
    private Task BecomesOursAsync(SmallCluster cluster, string what) => Eventually.Holds(
        () =>
        {
            if (_time.NextDue - _time.GetUtcNow() <= SharedCertificate.LeastPause)
                _time.Advance(SharedCertificate.LeastPause);
            return IsOursAsync(cluster);
        },
        what);

    private static Task RegisterAsync(SmallCluster cluster, string bundle, bool asks = true) => cluster.ApplyAsync($$"""
        apiVersion: {{Version}}
        kind: ValidatingWebhookConfiguration
        metadata: {name: lynq, annotations: {lynq.sh/inject-ca: "{{(asks ? "true" : "false")}}"} }
        webhooks:
        - name: vlynqhub.kb.io
          clientConfig: {url: "https://127.0.0.1:1/validate", caBundle: {{bundle}}}
          rules: [{apiGroups: [nobody.example.com], apiVersions: [v1], operations: [CREATE], resources: [nothings]}]
          admissionReviewVersions: [v1]
          sideEffects: None
        """);

    private static async Task<bool> IsOursAsync(SmallCluster cluster) =>
        await ReadAsync(cluster) is { } live && await cluster.GetAsync("v1", "Secret", "default", "tls") is { } secret
        && live.GetProperty("webhooks")[0].GetProperty("clientConfig").GetProperty("caBundle").GetString() == secret.GetProperty("data").GetProperty("ca.crt").GetString();

    private static Task<JsonElement?> ReadAsync(SmallCluster cluster) => cluster.GetAsync(Version, "ValidatingWebhookConfiguration", null, "lynq");
}
