using Microsoft.AspNetCore.Http;

namespace Lynq.Kubernetes.Tests.Stub;

/// <summary>Answers that tests give.</summary>
internal static class Answers
{
    public const string Object = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop","uid":"u1","resourceVersion":"7"},"data":{"k":"v"}}""";
    public const string List = """{"apiVersion":"v1","kind":"ConfigMapList","metadata":{"resourceVersion":"9"},"items":[""" + Object + "]}";
    public const string Event = """{"type":"ADDED","object":""" + Object + "}\n";

    public static readonly ApiResource ConfigMaps = new("", "v1", "ConfigMap", "configmaps", Namespaced: true);
    public static readonly ApiResource Deployments = new("apps", "v1", "Deployment", "deployments", Namespaced: true) { HasStatus = true, HasScale = true };

    public static Task Json(HttpContext context, string json, int code = 200)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <summary>What a healthy server says to the request.</summary>
    public static Task Healthy(StubRequest request, HttpContext context)
    {
        if (request.Query.Contains("watch=true", StringComparison.Ordinal))
            return Json(context, Event);
        return Json(context, request.Method == "GET" && request.Path.EndsWith("/configmaps", StringComparison.Ordinal) ? List : Object);
    }

    public static Task Status(HttpContext context, int code, string reason, int? retryAfter = null)
    {
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Json(context, $$$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no: {{{reason}}}","reason":"{{{reason}}}","code":{{{code}}},"details":{"name":"a","kind":"configmaps","causes":[{"reason":"FieldValueInvalid","message":"bad","field":"spec.x"}]}}""", code);
    }
}
