using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Discovery;

/// <summary>
/// OpenAPI v2 without a single definition: clients that still ask for it (kubectl, for objects inside a List) find no shape of the
/// kind, skip their own validation and leave it to the server.
/// </summary>
internal static class OldOpenApi
{
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    // Document: swagger = 1 "2.0", info = 2 {title = 1 "Kubernetes", version = 2 "v1"}.
    private static readonly byte[] Encoded = [0x0a, 3, .. "2.0"u8, 0x12, 16, 0x0a, 10, .. "Kubernetes"u8, 0x12, 2, .. "v1"u8];

    public static async Task AnswerAsync(HttpContext http)
    {
        if (!http.Request.Headers.Accept.ToString().Contains("proto-openapi.spec.v2", StringComparison.Ordinal))
        {
            await Answers.SendAsync(http, 200, new JsonObject
            {
                ["swagger"] = "2.0",
                ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1" },
                ["paths"] = new JsonObject(),
                ["definitions"] = new JsonObject(),
            });
            return;
        }

        Answers.Begin(http, 200);
        http.Response.ContentType = Protobuf;
        await http.Response.BodyWriter.WriteAsync(Encoded, http.RequestAborted);
    }
}
