using Lynq.Kubernetes.Tests.Stub;
using Microsoft.AspNetCore.Http;

namespace Lynq.Kubernetes.Tests.Transport;

/// <summary>What a server does wrong once.</summary>
public enum Fault
{
    Conflict409,
    Gone410,
    Invalid422,
    TooMany429,
    Internal500,
    BadGateway502,
    Unavailable503,
    GatewayTimeout504,
    Reset,
    Stall,
    Truncated,
    CutJson,
}

internal static class FaultyServer
{
    /// <summary>Fails the first request and answers the others.</summary>
    public static Task<StubServer> StartAsync(Fault fault) => StubServer.StartAsync(
        (request, context) => request.Number == 0 ? FailAsync(fault, context) : Answers.Healthy(request, context));

    private static Task FailAsync(Fault fault, HttpContext context) => fault switch
    {
        Fault.Conflict409 => Answers.Status(context, 409, StatusReasons.Conflict),
        Fault.Gone410 => Answers.Status(context, 410, StatusReasons.Expired),
        Fault.Invalid422 => Answers.Status(context, 422, StatusReasons.Invalid),
        Fault.TooMany429 => Answers.Status(context, 429, StatusReasons.TooManyRequests, retryAfter: 1),
        Fault.Internal500 => Answers.Status(context, 500, StatusReasons.InternalError),
        Fault.BadGateway502 => PlainAsync(context, 502),
        Fault.Unavailable503 => PlainAsync(context, 503),
        Fault.GatewayTimeout504 => Answers.Status(context, 504, StatusReasons.Timeout),
        Fault.Reset => Abort(context),
        Fault.Stall => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
        Fault.Truncated => TruncateAsync(context),
        Fault.CutJson => Answers.Json(context, Answers.Object[..40]),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    // As a proxy in between says it: not in the API server's words.
    private static Task PlainAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html>proxy</html>");
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task TruncateAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 5000;
        await context.Response.WriteAsync(Answers.Object[..40]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
