using Lynq.Sandbox.Faults;
using Lynq.Sandbox.Resources;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Api;

/// <summary>A resource request on its way through the server.</summary>
internal sealed record ResourceRequest(HttpContext Http, RequestInfo Info, ResourceType Type, UserInfo User, ActiveFault? Fault)
{
    public CancellationToken Cancellation => Http.RequestAborted;

    public string Query(string name) => Http.Request.Query[name].ToString();

    public bool Flag(string name) => Query(name) is "true" or "1";

    /// <summary>The options of a write, from the query and the user agent; throws 400 for values that do not exist.</summary>
    public WriteOptions WriteOptions(string subresource)
    {
        var agent = Http.Request.Headers.UserAgent.ToString();
        var manager = Query("fieldManager");
        if (manager.Length > 128) throw Errors.BadRequest("fieldManager: Too long: may not be more than 128 bytes");
        return new WriteOptions
        {
            User = User,
            Manager = manager.Length > 0 ? manager : ManagerOf(agent),
            Subresource = subresource,
            DryRun = IsDryRun(Http.Request),
            FieldValidation = Query("fieldValidation") switch
            {
                "Strict" => FieldValidation.Strict,
                "Ignore" => FieldValidation.Ignore,
                "Warn" or "" => FieldValidation.Warn,
                var other => throw Invalid($"fieldValidation: Unsupported value: \"{other}\": supported values: \"Ignore\", \"Strict\", \"Warn\""),
            },
            Force = Flag("force"),
        };
    }

    public static bool IsDryRun(HttpRequest request)
    {
        var asked = request.Query["dryRun"];
        if (asked.Count == 0 || asked is [""]) return false;
        return asked is ["All"]
            ? true
            : throw Invalid($"dryRun: Unsupported value: \"{asked}\": supported values: \"All\"");
    }

    private static string ManagerOf(string agent)
    {
        var end = agent.IndexOf('/', StringComparison.Ordinal);
        var name = end < 0 ? agent : agent[..end];
        if (name.Length > 128) name = name[..128];
        return name.Length == 0 ? "unknown" : name;
    }

    private static ApiException Invalid(string message) =>
        new(422, Reasons.Invalid, "options is invalid: " + message, new System.Text.Json.Nodes.JsonObject());
}
