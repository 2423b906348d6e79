using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Lynq.Host.Admission;

/// <summary>The four webhook paths of contract §17. Every replica answers them, leader or not.</summary>
internal sealed class AdmissionEndpoint(AdmissionRules rules)
{
    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Handler(context.Request.Path.Value) is not { } handle)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var review = await ReadAsync(context);
        if (review?.Request is not { } request)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("the body is no admission.k8s.io/v1 AdmissionReview with a request", context.RequestAborted);
            return;
        }

        var answer = new AdmissionReview { Response = await handle(request, context.RequestAborted) };
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, AdmissionJson.Default.AdmissionReview, context.RequestAborted);
    }

    private Func<AdmissionRequest, CancellationToken, Task<AdmissionResponse>>? Handler(string? path) => path switch
    {
        "/mutate-operator-lynq-sh-v1-lynqhub" => static (request, _) => Task.FromResult(AdmissionRules.DefaultHub(request)),
        "/mutate-operator-lynq-sh-v1-lynqform" => static (request, _) => Task.FromResult(AdmissionRules.DefaultForm(request)),
        "/validate-operator-lynq-sh-v1-lynqhub" => static (request, _) => Task.FromResult(AdmissionRules.ValidateHub(request)),
        "/validate-operator-lynq-sh-v1-lynqform" => rules.ValidateFormAsync,
        _ => null,
    };

    private static async Task<AdmissionReview?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, AdmissionJson.Default.AdmissionReview, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
