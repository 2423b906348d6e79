using Lynq.Kubernetes.Tests.Stub;
using Lynq.Kubernetes.Transport;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

public class ServerWarningTests
{
    private static readonly ObjectAddress Address = Answers.ConfigMaps.Named("shop", "a");

    [Fact]
    public async Task Tells_the_log_once_for_each_text()
    {
        await using var server = await StubServer.StartAsync((request, context) =>
        {
            context.Response.Headers.Append("Warning", "299 - \"unknown field \\\"spec.replica\\\"\"");
            if (request.Number > 0)
                context.Response.Headers.Append("Warning", "299 - \"apps/v1beta1 is deprecated\"");
            context.Response.Headers.Append("Warning", "110 cache \"a proxy's own: the answer is stale\"");
            return Answers.Healthy(request, context);
        });
        var log = new ListLog();
        using var client = new KubernetesClient(new() { Server = server.Address }, logger: log);
        for (var i = 0; i < 3; i++)
            await client.GetAsync(Address);
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
        var log = new ListLog();
        using var client = new KubernetesClient(new() { Server = server.Address }, logger: log);
        await Should.ThrowAsync<KubernetesException>(() => client.GetAsync(Address));
        await Calls.MakeAsync(client, Call.Watch);
        log.Lines.ShouldBe(["The API server warns about configmaps (told once): number 0", "The API server warns about configmaps (told once): number 1"]);
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
}
