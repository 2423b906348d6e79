using System.Text.Json.Nodes;
using Lynq.Sandbox.Reading;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Api;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    private const string Json = "application/json";

    public static async Task SendAsync(HttpContext http, int code, JsonNode value)
    {
        Begin(http, code);
        ObjectView.Write(http.Response.BodyWriter, value);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    public static async Task SendAsync(HttpContext http, int code, StoredObject stored, ObjectView view)
    {
        Begin(http, code);
        view.Write(http.Response.BodyWriter, stored);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    public static Task SendErrorAsync(HttpContext http, ApiException error)
    {
        if (error.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return error.IsPlainText ? SendTextAsync(http, error.Code, error.Message) : SendAsync(http, error.Code, error.ToStatus());
    }

    public static async Task SendTextAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>The Status that an immediate deletion answers with.</summary>
    public static JsonObject Deleted(ResourceType type, StoredObject stored)
    {
        var details = Errors.Details(type, stored.Key.Name);
        details["uid"] = stored.Uid;
        return Success(details);
    }

    public static JsonObject Success(JsonObject? details)
    {
        var status = new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success" };
        if (details is not null) status["details"] = details;
        return status;
    }

    public static void Warn(HttpContext http, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct(StringComparer.Ordinal))
        {
            var quoted = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");
            http.Response.Headers.Append("Warning", $"299 - \"{quoted}\"");
        }
    }

    public static void Begin(HttpContext http, int code)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = Json;
        http.Response.Headers.CacheControl = "no-cache, private";
    }
}
