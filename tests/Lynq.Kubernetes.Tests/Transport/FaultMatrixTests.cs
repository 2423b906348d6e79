using System.Net;
using System.Net.Sockets;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Kubernetes.Transport;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

/// <summary>Each fault on each call: what is repeated, what is reported, and how often the server is asked.</summary>
public class FaultMatrixTests
{
    // By a clock of the test's own: no answer is late because the machine is slow.
    private static readonly KubernetesClientOptions Options = new() { RequestTimeout = TimeSpan.FromHours(1), Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(5) } };
    private readonly FakeTimeProvider _clock = new();

    public static TheoryData<Fault, Call> Cells()
    {
        var cells = new TheoryData<Fault, Call>();
        foreach (var fault in Enum.GetValues<Fault>())
        {
            foreach (var call in Enum.GetValues<Call>())
                cells.Add(fault, call);
        }

        return cells;
    }

    public static TheoryData<Call> AllCalls() => [.. Enum.GetValues<Call>()];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Repeats_what_is_safe_and_reports_the_rest(Fault fault, Call call)
    {
        await using var server = await FaultyServer.StartAsync(fault);
        using var client = server.Client(Options, _clock);
        if (IsRepeated(fault, call))
        {
            await MakeAsync(server, client, fault, call);
            server.Requests.Count.ShouldBe(2);
            server.Requests.Select(request => request.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(1, "a repeat sends the same");
            return;
        }

        var failure = await Should.ThrowAsync<KubernetesException>(() => MakeAsync(server, client, fault, call));
        server.Requests.Count.ShouldBe(1);
        (failure.StatusCode, failure.Reason).ShouldBe(Expected(fault, call));
    }

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Refuses_a_server_that_is_not_vouched_for(Call call)
    {
        using var theirs = new TestCertificates();
        using var ours = new TestCertificates();
        using var certificate = theirs.Server();
        await using var server = await StubServer.StartAsync(Answers.Healthy, certificate);
        using var client = server.Client(Options, configuration: new() { Server = server.Address, Authorities = ours.Authorities });
        var failure = await Should.ThrowAsync<KubernetesException>(() => Calls.MakeAsync(client, call));
        failure.Reason.ShouldBe(StatusReasons.TlsFailed);
        failure.MayHaveHappened.ShouldBeFalse();
        server.Requests.ShouldBeEmpty();
    }

    // The kernel accepts, and nobody answers the handshake.
    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Says_so_when_it_could_not_connect_in_time(Call call)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var configuration = new KubernetesConfiguration { Server = new($"https://{listener.LocalEndpoint}") };
        using var client = new KubernetesClient(configuration, Options with { ConnectTimeout = TimeSpan.FromMilliseconds(50), Retry = new() { MaxAttempts = 2 } }, _clock);
        var failure = await Should.ThrowAsync<KubernetesException>(() => Eventually.Ends(Calls.MakeAsync(client, call), _clock, "the call", TimeSpan.FromMilliseconds(100)));
        (failure.StatusCode, failure.Reason).ShouldBe((0, StatusReasons.ConnectionFailed));
        failure.Message.ShouldContain("connect");
        FailureReader.NeverSent(failure).ShouldBeTrue("any verb may be sent again");
    }

    [Theory]
    [InlineData(Fault.Internal500, true)]
    [InlineData(Fault.BadGateway502, true)]
    [InlineData(Fault.Reset, true)]
    [InlineData(Fault.Stall, true)]
    [InlineData(Fault.Truncated, true)]
    [InlineData(Fault.Conflict409, false)]
    [InlineData(Fault.Invalid422, false)]
    public async Task Says_whether_a_failed_create_may_have_happened(Fault fault, bool mayHave)
    {
        await using var server = await FaultyServer.StartAsync(fault);
        using var client = server.Client(Options, _clock);
        var failure = await Should.ThrowAsync<KubernetesException>(() => MakeAsync(server, client, fault, Call.Create));
        failure.MayHaveHappened.ShouldBe(mayHave);
    }

    private async Task MakeAsync(StubServer server, KubernetesClient client, Fault fault, Call call)
    {
        var made = Calls.MakeAsync(client, call);
        if (fault == Fault.Stall)
        {
            await Eventually.Holds(() => !server.Requests.IsEmpty, "the request has arrived");
            _clock.Advance(Options.RequestTimeout);
        }

        // What is left to wait for is the pause before a repeat, far shorter than the time for an answer.
        await Eventually.Ends(made, _clock, "the call", TimeSpan.FromMilliseconds(100));
    }

    private static bool IsRepeated(Fault fault, Call call) => (fault, call) switch
    {
        // A watch is the informer's to open again.
        (_, Call.Watch) => false,
        (Fault.Conflict409 or Fault.Gone410 or Fault.Invalid422, _) => false,
        (Fault.TooMany429, _) => true,
        // Done twice these do more than done once, or do it to something else.
        (_, Call.Create or Call.Replace or Call.MergePatch or Call.JsonPatch or Call.DeleteCollection) => false,
        _ => true,
    };

    private static (int Code, string Reason) Expected(Fault fault, Call call) => fault switch
    {
        Fault.Conflict409 => (409, StatusReasons.Conflict),
        Fault.Gone410 => (410, StatusReasons.Expired),
        Fault.Invalid422 => (422, StatusReasons.Invalid),
        Fault.TooMany429 => (429, StatusReasons.TooManyRequests),
        Fault.Internal500 => (500, StatusReasons.InternalError),
        Fault.BadGateway502 => (502, "HTTP502"),
        Fault.Unavailable503 => (503, StatusReasons.ServiceUnavailable),
        Fault.GatewayTimeout504 => (504, StatusReasons.Timeout),
        Fault.Stall => (0, StatusReasons.NoAnswer),
        Fault.Reset or Fault.Truncated => (0, StatusReasons.ConnectionFailed),
        // For a stream an end in the middle of an event is a broken connection, whatever the framing says.
        _ => (0, call == Call.Watch ? StatusReasons.ConnectionFailed : StatusReasons.MalformedAnswer),
    };
}
