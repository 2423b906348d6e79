using System.Text.Json.Nodes;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Kubernetes.Transport;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

public class RetryPolicyTests
{
    private static readonly RetryOptions Options = new();

    [Theory]
    [InlineData(1, 0.0, 50)]
    [InlineData(1, 1.0, 100)]
    [InlineData(2, 1.0, 200)]
    [InlineData(3, 0.5, 300)]
    public void Doubles_the_wait_and_draws_it_from_its_upper_half(int attempt, double random, double milliseconds) =>
        RetryPolicy.Decide(Failure(RequestVerb.Get, 500), attempt, random, Options).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void Gives_up_after_so_many_attempts() =>
        RetryPolicy.Decide(Failure(RequestVerb.Get, 500), Options.MaxAttempts, 1, Options).ShouldBeNull();

    [Fact]
    public void Never_waits_less_than_the_server_asks() =>
        RetryPolicy.Decide(Failure(RequestVerb.Create, 429, TimeSpan.FromSeconds(3)), 1, 0, Options)!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));

    [Fact]
    public void Leaves_a_very_long_wait_to_the_caller() =>
        RetryPolicy.Decide(Failure(RequestVerb.Get, 429, TimeSpan.FromMinutes(5)), 1, 0, Options).ShouldBeNull();

    [Fact]
    public void Asks_a_silent_server_only_once_more()
    {
        var silent = new KubernetesException(Request(RequestVerb.Get), new() { Reason = StatusReasons.NoAnswer });
        RetryPolicy.Decide(silent, 1, 0, Options).ShouldNotBeNull();
        RetryPolicy.Decide(silent, 2, 0, Options).ShouldBeNull();
    }

    [Theory]
    [InlineData(RequestVerb.Get, null, true)]
    [InlineData(RequestVerb.List, null, true)]
    [InlineData(RequestVerb.Apply, "{}", true)]
    [InlineData(RequestVerb.Create, "{}", false)]
    [InlineData(RequestVerb.Update, "{\"metadata\":{\"name\":\"a\"}}", false)]
    [InlineData(RequestVerb.Update, "{\"metadata\":{\"resourceVersion\":\"7\"}}", true)]
    [InlineData(RequestVerb.Patch, "{\"metadata\":{\"resourceVersion\":\"7\"}}", true)]
    [InlineData(RequestVerb.Patch, "{\"data\":{}}", false)]
    [InlineData(RequestVerb.Patch, "[]", false)]
    [InlineData(RequestVerb.Delete, "{}", false)]
    [InlineData(RequestVerb.Delete, "{\"preconditions\":{\"uid\":\"u\"}}", true)]
    [InlineData(RequestVerb.DeleteCollection, "{}", false)]
    public void Knows_which_requests_may_be_sent_twice(RequestVerb verb, string? body, bool idempotent)
    {
        var request = Request(verb) with { Body = body is null ? null : (RequestBody)JsonNode.Parse(body)! };
        Idempotency.Of(request).ShouldBe(idempotent);
        Idempotency.Of(request with { Idempotent = !idempotent }).ShouldBe(!idempotent, "the caller knows better");
    }

    private static KubernetesException Failure(RequestVerb verb, int code, TimeSpan? retryAfter = null) =>
        new(Request(verb), new() { Code = code }, retryAfter);

    private static KubernetesRequest Request(RequestVerb verb) => new() { Verb = verb, Resource = Answers.ConfigMaps };
}
