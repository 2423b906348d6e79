using Lynq.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Api;

/// <summary>What a resource request's path, method and query ask for.</summary>
internal sealed record RequestInfo
{
    public required string Verb { get; init; }

    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Plural { get; init; }

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    public ObjectKey Key => new(Namespace, Name);

    /// <summary>Reads a path under /api/v1 or /apis/group/version; null when it is none of a resource.</summary>
    public static RequestInfo? Parse(HttpRequest request)
    {
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var start = parts switch
        {
            ["api", ..] => 2,
            ["apis", ..] => 3,
            _ => int.MaxValue,
        };
        if (parts.Length <= start) return null;
        var rest = parts.AsSpan(start);
        var inNamespace = "";
        // /namespaces/x and its status and finalize are the namespace itself; anything longer stands in it.
        var isNamespace = start == 2 && rest is ["namespaces"] or ["namespaces", _] or ["namespaces", _, "status" or "finalize"];
        if (!isNamespace && rest is ["namespaces", var name, _, ..])
        {
            inNamespace = name;
            rest = rest[2..];
        }

        return new RequestInfo
        {
            Group = start == 2 ? "" : parts[1],
            Version = start == 2 ? parts[1] : parts[2],
            Plural = rest[0],
            Namespace = inNamespace,
            Name = rest.Length > 1 ? rest[1] : "",
            Subresource = rest.Length > 2 ? rest[2] : "",
            Verb = VerbOf(request, rest.Length > 1),
        };
    }

    private static string VerbOf(HttpRequest request, bool named)
    {
        var method = request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            if (IsTrue(request.Query["watch"])) return "watch";
            return named ? "get" : "list";
        }

        if (HttpMethods.IsPost(method)) return "create";
        if (HttpMethods.IsPut(method)) return "update";
        if (HttpMethods.IsPatch(method)) return "patch";
        if (HttpMethods.IsDelete(method)) return named ? "delete" : "deletecollection";
        return method.ToLowerInvariant();
    }

    private static bool IsTrue(string? value) => value is "true" or "1";
}
