using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Faults;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests;

public sealed class SandboxServerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_as_soon_as_it_has_started(bool tls)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Tls = tls });
        using var handler = new SocketsHttpHandler();
        if (tls) handler.SslOptions.CertificateChainPolicy = TrustOnly(server.CertificateAuthority!);
        using var http = new HttpClient(handler) { BaseAddress = server.Url };

        (await http.GetStringAsync("/readyz")).ShouldBe("ok");
        var namespaces = await http.GetFromJsonAsync<JsonObject>("/api/v1/namespaces");
        namespaces!["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())
            .ShouldBe(["default", "kube-node-lease", "kube-public", "kube-system"]);
        File.Exists(server.KubeconfigPath).ShouldBeTrue();
    }

    private static X509ChainPolicy TrustOnly(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authority));
        return policy;
    }

    [Fact]
    public async Task Counts_requests_and_meets_them_with_faults()
    {
        await using var server = await SandboxServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        using var rule = server.Faults.Add(new FaultRule
        {
            Fault = new Fault.Answer(429, RetryAfter: TimeSpan.FromSeconds(2)),
            Verb = "get",
            Resource = "configmaps",
            Times = 1,
        });

        using var refused = await http.GetAsync("/api/v1/namespaces/default/configmaps/none");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        using var missing = await http.GetAsync("/api/v1/namespaces/default/configmaps/none");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        server.Requests.Count("get", "configmaps").ShouldBe(2);
        server.Requests.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Tells_its_counts_to_other_processes()
    {
        await using var server = await SandboxServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "some\"body/1.0");

        for (var i = 0; i < 3; i++) (await http.GetAsync("/api/v1/namespaces/default/configmaps")).Dispose();

        (await http.GetStringAsync("/metrics")).ShouldContain("sandbox_requests_total{verb=\"list\",resource=\"configmaps\",user_agent=\"some\\\"body/1.0\"} 3\n");
    }
}
