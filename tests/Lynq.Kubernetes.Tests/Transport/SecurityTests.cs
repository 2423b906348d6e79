using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Tests.Stub;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

public sealed class SecurityTests : IDisposable
{
    private static readonly ObjectAddress Address = Answers.ConfigMaps.Named("shop", "a");
    private readonly TestCertificates _certificates = new();

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, HttpVersions.Http2WhenOffered, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, HttpVersions.Http2WhenOffered, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1AndHttp2, HttpVersions.Http11, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1AndHttp2, HttpVersions.Http2ForWatches, "HTTP/1.1")]
    public async Task Speaks_the_version_that_both_sides_want(HttpProtocols offered, HttpVersions wanted, string spoken)
    {
        using var certificate = _certificates.Server();
        await using var server = await StubServer.StartAsync(Answers.Healthy, certificate, offered);
        using var client = server.Client(new() { HttpVersions = wanted }, configuration: Trusting(server));
        await client.GetAsync(Address);
        server.Requests.Single().Protocol.ShouldBe(spoken);
    }

    [Fact]
    public async Task Accepts_a_certificate_for_the_name_that_it_is_told()
    {
        using var certificate = _certificates.Server("api.internal");
        await using var server = await StubServer.StartAsync(Answers.Healthy, certificate);
        using var named = server.Client(configuration: Trusting(server) with { TlsServerName = "api.internal" });
        await named.GetAsync(Address);
        using var unnamed = server.Client(configuration: Trusting(server));
        (await Should.ThrowAsync<KubernetesException>(() => unnamed.GetAsync(Address))).Reason.ShouldBe(StatusReasons.TlsFailed);
        using var careless = server.Client(configuration: new() { Server = server.Address, InsecureSkipTlsVerify = true });
        await careless.GetAsync(Address);
    }

    [Fact]
    public async Task Renews_its_identity_once_when_it_is_refused()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "old\n");
        await using var server = await StubServer.StartAsync((request, context) =>
            request.Headers["Authorization"] == "Bearer new" ? Answers.Healthy(request, context) : Answers.Status(context, 401, StatusReasons.Unauthorized));
        using var client = server.Client(configuration: new() { Server = server.Address, Credential = new TokenFileCredential(file, null, TimeProvider.System) });
        (await Should.ThrowAsync<KubernetesException>(() => client.GetAsync(Address))).Reason.ShouldBe(StatusReasons.Unauthorized);
        server.Requests.Count.ShouldBe(2);
        await File.WriteAllTextAsync(file, "new\n");
        await client.GetAsync(Address);
        server.Requests.Count.ShouldBe(4);
        File.Delete(file);
    }

    public void Dispose() => _certificates.Dispose();

    private KubernetesConfiguration Trusting(StubServer server) => new() { Server = server.Address, Authorities = _certificates.Authorities };
}
