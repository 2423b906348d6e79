using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Discovery;

/// <summary>Answers the paths that are about no resource: health, version, metrics, discovery, OpenAPI.</summary>
internal sealed class StaticPaths(DiscoveryDocuments documents, OpenApiDocuments openApi, RequestLog requests, SandboxOptions options)
{
    public Task AnswerAsync(HttpContext http, UserInfo user)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) throw Errors.NoSuchPath();
        var parts = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["healthz" or "readyz" or "livez", ..] => Answers.SendTextAsync(http, 200, "ok"),
            ["metrics"] => Answers.SendTextAsync(http, 200, requests.Metrics()),
            ["version"] => Answers.SendAsync(http, 200, Version()),
            ["api"] => RootAsync(http, core: true),
            ["apis"] => RootAsync(http, core: false),
            ["api", "v1"] => DocumentAsync(http, documents.Resources("", "v1")),
            ["apis", var group] => DocumentAsync(http, documents.Group(group)),
            ["apis", var group, var version] => DocumentAsync(http, documents.Resources(group, version)),
            ["openapi", "v2"] => OldOpenApi.AnswerAsync(http),
            ["openapi", "v3"] => Answers.SendAsync(http, 200, openApi.Index()),
            ["openapi", "v3", "api", var version] => DocumentAsync(http, openApi.Document("", version)),
            ["openapi", "v3", "apis", var group, var version] => DocumentAsync(http, openApi.Document(group, version)),
            [] => Answers.SendAsync(http, 200, new JsonObject { ["paths"] = new JsonArray("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version") }),
            _ => throw Errors.NoSuchPath(),
        };
    }

    private Task RootAsync(HttpContext http, bool core)
    {
        foreach (var accepted in http.Request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (!accepted.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal))
            {
                if (accepted.StartsWith("application/json", StringComparison.Ordinal)) break;
                continue;
            }

            var version = accepted.Contains("v=v2beta1", StringComparison.Ordinal) ? "v2beta1" : "v2";
            http.Response.Headers.Vary = "Accept";
            Answers.Begin(http, 200);
            http.Response.ContentType = $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";
            Reading.ObjectView.Write(http.Response.BodyWriter, documents.Aggregated(core, version));
            return http.Response.BodyWriter.FlushAsync(http.RequestAborted).AsTask();
        }

        return Answers.SendAsync(http, 200, core ? DiscoveryDocuments.CoreVersions(http.Request.Host.Value ?? "") : documents.Groups());
    }

    private static Task DocumentAsync(HttpContext http, JsonObject? document) =>
        Answers.SendAsync(http, 200, document ?? throw Errors.NoSuchPath());

    private JsonObject Version()
    {
        var parts = options.KubernetesVersion.TrimStart('v').Split('.');
        return new JsonObject
        {
            ["major"] = parts[0],
            ["minor"] = parts[1],
            ["gitVersion"] = options.KubernetesVersion,
            ["gitCommit"] = "0000000000000000000000000000000000000000",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "none",
            ["compiler"] = "roslyn",
            ["platform"] = "linux/amd64",
        };
    }
}
