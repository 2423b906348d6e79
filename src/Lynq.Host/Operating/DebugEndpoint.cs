using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Operation;
using Lynq.Crds;
using Microsoft.AspNetCore.Http;

namespace Lynq.Host.Operating;

/// <summary>What the operator knows at this moment, as JSON under <c>/debug/lynq/</c>: hubs, rollouts, nodes, actors. Read-only.</summary>
internal sealed class DebugEndpoint(Func<LynqOperator?> find, IOperatorEngine engine)
{
    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var answer = path == "/debug/lynq/cluster" ? await engine.DescribeAsync(context.RequestAborted) : Answer(path);
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, Admission.HostJson.Default.JsonNode), context.RequestAborted);
    }

    private JsonNode? Answer(string path)
    {
        if (path is "/debug/lynq" or "/debug/lynq/")
            return new JsonArray("/debug/lynq/hubs", "/debug/lynq/rollouts", "/debug/lynq/nodes", "/debug/lynq/actors", "/debug/lynq/cluster");
        if (find() is not { } lynq)
            return new JsonObject { ["leading"] = false };
        return path switch
        {
            "/debug/lynq/hubs" => new JsonArray([.. lynq.View.Hubs.Select(Hub)]),
            "/debug/lynq/rollouts" => new JsonArray([.. lynq.View.Forms.Select(Form)]),
            "/debug/lynq/nodes" => new JsonArray([.. lynq.View.Nodes.Select(node => JsonSerializer.SerializeToNode(node, DebugJson.Default.NodeDigest))]),
            "/debug/lynq/actors" => new JsonArray([.. lynq.Actors.Snapshot().Select(kind => JsonSerializer.SerializeToNode(kind, DebugJson.Default.ActorKindSnapshot))]),
            _ => null,
        };
    }

    // Status only: a hub's spec names hosts and users, which are nobody's business here.
    private static JsonNode Hub(LynqHub hub) => new JsonObject
    {
        ["namespace"] = hub.Metadata.Namespace,
        ["name"] = hub.Metadata.Name,
        ["status"] = JsonSerializer.SerializeToNode(hub.Status, CrdJson.Default.LynqHubStatus),
    };

    private static JsonNode Form(LynqForm form) => new JsonObject
    {
        ["namespace"] = form.Metadata.Namespace,
        ["name"] = form.Metadata.Name,
        ["hub"] = form.Spec.HubId,
        ["generation"] = form.Metadata.Generation,
        ["status"] = JsonSerializer.SerializeToNode(form.Status, CrdJson.Default.LynqFormStatus),
    };
}
