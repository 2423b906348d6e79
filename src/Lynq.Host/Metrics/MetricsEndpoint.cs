using System.Text;
using Lynq.Kubernetes;
using Microsoft.AspNetCore.Http;

namespace Lynq.Host.Metrics;

/// <summary>Answers <c>GET /metrics</c>; to those only who may, when an authorizer is given.</summary>
internal sealed class MetricsEndpoint(PrometheusCollector collector, ScrapeAuthorizer? authorizer)
{
    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!context.Request.Path.Equals("/metrics", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!await MayReadAsync(context))
            return;
        var text = new StringWriter(CultureInfo.InvariantCulture);
        collector.Write(text);
        context.Response.ContentType = PrometheusText.ContentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), context.RequestAborted);
    }

    private async Task<bool> MayReadAsync(HttpContext context)
    {
        if (authorizer is null)
            return true;
        try
        {
            var verdict = await authorizer.JudgeAsync(context.Request.Headers.Authorization, "/metrics", context.RequestAborted);
            if (verdict == ScrapeVerdict.Allowed)
                return true;
            context.Response.StatusCode = verdict == ScrapeVerdict.Unauthenticated ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        }
        catch (KubernetesException)
        {
            // Nobody can say who is asking: refuse, and let the scraper come again.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        return false;
    }
}
