using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lynq.Sandbox.Tests.Admission;

/// <summary>An HTTPS server whose paths answer reviews as tests tell them to.</summary>
internal sealed class StubWebhooks : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, Func<JsonObject, Task<JsonObject>>> _answers = new(StringComparer.Ordinal);

    private StubWebhooks(X509Certificate2 certificate)
    {
        _certificate = certificate;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>The certificate authority as a caBundle holds it.</summary>
    public string CaBundle => Convert.ToBase64String(Encoding.UTF8.GetBytes(_certificate.ExportCertificatePem()));

    /// <summary>The requests of all reviews so far, with the path in front.</summary>
    public ConcurrentQueue<(string Path, JsonObject Request)> Asked { get; } = new();

    public static async Task<StubWebhooks> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stub", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("hooks.default.svc");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var stub = new StubWebhooks(request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1)));
        await stub._application.StartAsync();
        return stub;
    }

    /// <summary>Decides what a path answers; the uid is added.</summary>
    public void On(string path, Func<JsonObject, JsonObject> answer) => On(path, request => Task.FromResult(answer(request)));

    /// <summary>The same, in its own time.</summary>
    public void On(string path, Func<JsonObject, Task<JsonObject>> answer) => _answers[path] = answer;

    public static JsonObject Patch(string operations) => new()
    {
        ["allowed"] = true,
        ["patchType"] = "JSONPatch",
        ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(operations)),
    };

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var review = await JsonNode.ParseAsync(context.Request.Body);
        var request = review!["request"]!.AsObject();
        var path = context.Request.Path.Value!;
        Asked.Enqueue((path, request));
        if (!_answers.TryGetValue(path, out var answer))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var response = await answer(request);
        if (!response.ContainsKey("uid")) response["uid"] = request["uid"]!.GetValue<string>();
        var body = new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }
}
