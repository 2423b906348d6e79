using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Admission;

/// <summary>What a webhook answered, checked.</summary>
/// <param name="Allowed">Whether the write may go on.</param>
/// <param name="Status">Why not; null when nothing was said.</param>
/// <param name="Patch">A JSON patch, or null.</param>
/// <param name="Warnings">For the client.</param>
internal sealed record WebhookVerdict(bool Allowed, JsonObject? Status, JsonArray? Patch, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads an AdmissionReview.</summary>
    /// <exception cref="WebhookFailure">It is no answer to the request.</exception>
    public static WebhookVerdict Read(JsonNode? answer, string uid)
    {
        var review = answer as JsonObject;
        if (review.Text("kind") != AdmissionReviews.Kind || review.Text("apiVersion") != AdmissionReviews.ApiVersion)
            throw Invalid($"expected webhook response of {AdmissionReviews.ApiVersion}, Kind={AdmissionReviews.Kind}, got {review.Text("apiVersion")}, Kind={review.Text("kind")}");
        var response = review.Child("response") ?? throw Invalid("webhook response is nil");
        if (response.Text("uid") != uid) throw Invalid($"expected response.uid=\"{uid}\", got \"{response.Text("uid")}\"");
        return new WebhookVerdict(response.Flag("allowed"), response.Child("status"), PatchOf(response), [.. response.Texts("warnings")]);
    }

    /// <summary>The refusal in the API server's words.</summary>
    public ApiException Refusal(string webhook)
    {
        var denied = $"admission webhook \"{webhook}\" denied the request";
        var (message, reason) = (Status.Text("message"), Status.Text("reason"));
        var text = message.Length > 0 ? $"{denied}: {message}" : reason.Length > 0 ? $"{denied}: {reason}" : denied + " without explanation";
        var code = (int)Math.Clamp(Status.Number("code") ?? 0, 400, 599);
        return new ApiException(code, reason, text, Status.Child("details"));
    }

    private static JsonArray? PatchOf(JsonObject response)
    {
        if (response.Text("patch") is not { Length: > 0 } encoded)
        {
            return response.Text("patchType").Length == 0 ? null : throw Invalid("webhook returned response.patchType but not response.patch");
        }

        if (response.Text("patchType") is { } type and not "JSONPatch") throw Invalid($"webhook returned invalid response.patchType of \"{type}\"");
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded))) as JsonArray ?? throw Invalid("the patch is no list of operations");
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw Invalid(broken.Message);
        }
    }

    private static WebhookFailure Invalid(string why) => new("received invalid webhook response: " + why);
}

/// <summary>A webhook could not be asked, or did not answer as it must; its failure policy decides what becomes of the request.</summary>
internal sealed class WebhookFailure : Exception
{
    public WebhookFailure(string message)
        : base(message)
    {
    }

    public WebhookFailure()
    {
    }

    public WebhookFailure(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
