using System.Net;
using Microsoft.AspNetCore.Http;

namespace Lynq.Host.Health;

/// <summary>One thing that has to be well. The text names what is wrong; null means well.</summary>
internal sealed record HealthCheck(string Name, Func<string?> Problem);

/// <summary>Answers <c>/healthz</c> (is work progressing?) and <c>/readyz</c> (are caches synced and certificates loaded?); with <c>?verbose</c> it lists each check.</summary>
internal sealed class HealthEndpoint(IReadOnlyList<HealthCheck> live, IReadOnlyList<HealthCheck> ready, RequestDelegate debug)
{
    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/healthz" => AnswerAsync(context, live),
        "/readyz" => AnswerAsync(context, ready),
        // What the operator knows is for those who may enter the pod (kubectl port-forward), not for its neighbours.
        { } path when path.StartsWith("/debug/lynq", StringComparison.Ordinal) && IsLocal(context) => DebugAsync(context),
        _ => NotFound(context),
    };

    private Task DebugAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return debug(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<HealthCheck> checks)
    {
        var results = checks.Select(check => (check.Name, Problem: check.Problem())).ToList();
        var well = results.All(result => result.Problem is null);
        context.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (well && !context.Request.Query.ContainsKey("verbose"))
            return context.Response.WriteAsync("ok", context.RequestAborted);
        var lines = results.Select(result => result.Problem is null ? $"[+]{result.Name} ok" : $"[-]{result.Name} failed: {result.Problem}");
        return context.Response.WriteAsync(string.Join('\n', lines) + "\n", context.RequestAborted);
    }
}
