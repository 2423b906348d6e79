using System.Collections.Concurrent;
using Lynq.Kubernetes.Tests.Stub;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

public class ServerWarningTests
{
    private static readonly ObjectAddress Address = Answers.ConfigMaps.Named("shop", "a");

    [Fact]
    public async Task Tells_the_callback_every_time_and_the_log_once_for_each_text()
    {
        await using var server = await StubServer.StartAsync((request, context) =>
        {
            context.Response.Headers.Append("Warning", "299 - \"unknown field \\\"spec.replica\\\"\"");
            if (request.Number > 0)
                context.Response.Headers.Append("Warning", "299 - \"apps/v1beta1 is deprecated\"");
            context.Response.Headers.Append("Warning", "110 cache \"a proxy's own: the answer is stale\"");
            return Answers.Healthy(request, context);
        });
        var told = new ConcurrentQueue<ServerWarning>();
        var log = new ListLog();
        using var client = new KubernetesClient(new() { Server = server.Address }, new() { OnWarning = told.Enqueue }, logger: log);
        for (var i = 0; i < 3; i++)
            await client.GetAsync(Address);
        told.Select(warning => warning.Text).ShouldBe(
        [
            "unknown field \"spec.replica\"",
            "unknown field \"spec.replica\"", "apps/v1beta1 is deprecated",
            "unknown field \"spec.replica\"", "apps/v1beta1 is deprecated",
        ]);
        told.First().Request.ToString().ShouldBe("get configmaps/shop/a");
        log.Lines.ShouldBe(
        [
            "The API server warns about configmaps (told once): unknown field \"spec.replica\"",
            "The API server warns about configmaps (told once): apps/v1beta1 is deprecated",
        ]);
    }

    [Fact]
    public async Task Hears_warnings_of_refusals_and_of_watches()
    {
        await using var server = await StubServer.StartAsync((request, context) =>
        {
            context.Response.Headers.Append("Warning", "299 - \"number " + request.Number + "\"");
            return request.Number == 0 ? Answers.Status(context, 422, StatusReasons.Invalid) : Answers.Healthy(request, context);
        });
        var told = new ConcurrentQueue<string>();
        using var client = server.Client(new() { OnWarning = warning => told.Enqueue(warning.Text) });
        await Should.ThrowAsync<KubernetesException>(() => client.GetAsync(Address));
        await Calls.MakeAsync(client, Call.Watch);
        told.ShouldBe(["number 0", "number 1"]);
    }

    [Theory]
    [InlineData("unknown field \"spec.a\"", "unknown field \"spec.a\"")]
    [InlineData("duplicate field \"metadata.name\"", "duplicate field \"metadata.name\"")]
    [InlineData("metadata.name: Invalid value: \"secret-of-a-row\": must be shorter", "metadata.name: Invalid value: \"…\": must be shorter")]
    [InlineData("spec.replicas: Invalid value: 4711: must be less", "spec.replicas: Invalid value: …: must be less")]
    [InlineData("the plan 'gold' of `acme` is old", "the plan \"…\" of \"…\" is old")]
    [InlineData("an open \"quote of a row", "an open \"…\"")]
    [InlineData("policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+", "policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+")]
    public void Leaves_values_out_of_the_log(string text, string safe) =>
        new ServerWarning(new() { Verb = RequestVerb.Get }, text).SafeText.ShouldBe(safe);

    [Fact]
    public void Cuts_what_is_long() =>
        new ServerWarning(new() { Verb = RequestVerb.Get }, new string('x', 5000)).SafeText.Length.ShouldBe(301);

    private sealed class ListLog : ILogger<KubernetesClient>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
