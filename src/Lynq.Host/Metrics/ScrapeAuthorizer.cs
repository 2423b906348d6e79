using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;

namespace Lynq.Host.Metrics;

/// <summary>What a caller may do.</summary>
internal enum ScrapeVerdict
{
    /// <summary>May read the metrics.</summary>
    Allowed,

    /// <summary>Is nobody the API server knows: HTTP 401.</summary>
    Unauthenticated,

    /// <summary>Is known and may not: HTTP 403.</summary>
    Forbidden,
}

/// <summary>
/// Asks the API server who a bearer token belongs to (TokenReview) and whether they may GET the path (SubjectAccessReview), as
/// contract §16.2 has it. Verdicts are kept for a minute, by hash of the token.
/// </summary>
internal sealed class ScrapeAuthorizer(IKubernetesClient client, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private static readonly ApiResource TokenReviews = new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", Namespaced: false);
    private static readonly ApiResource AccessReviews = new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", Namespaced: false);

    private readonly ConcurrentDictionary<string, (ScrapeVerdict Verdict, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <summary>Judges the Authorization header of a request for a path.</summary>
    /// <exception cref="KubernetesException">The API server could not be asked.</exception>
    public async Task<ScrapeVerdict> JudgeAsync(string? authorization, string path, CancellationToken cancellationToken)
    {
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return ScrapeVerdict.Unauthenticated;
        var token = authorization[scheme.Length..].Trim();
        var key = path + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_known.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < KeptFor)
            return known.Verdict;
        var verdict = await AskAsync(token, path, cancellationToken);
        Forget();
        _known[key] = (verdict, time.GetUtcNow());
        return verdict;
    }

    private async Task<ScrapeVerdict> AskAsync(string token, string path, CancellationToken cancellationToken)
    {
        var review = Body(TokenReviews, new() { ["token"] = token });
        var answer = await client.CreateAsync(TokenReviews, null, review, cancellationToken: cancellationToken);
        if (!answer.TryGetProperty("status", out var status) || !IsTrue(status, "authenticated"))
            return ScrapeVerdict.Unauthenticated;
        var user = status.GetProperty("user");
        var access = Body(AccessReviews, new()
        {
            ["nonResourceAttributes"] = new JsonObject { ["path"] = path, ["verb"] = "get" },
            ["user"] = user.GetProperty("username").GetString(),
            ["groups"] = user.TryGetProperty("groups", out var groups) ? JsonNode.Parse(groups.GetRawText()) : new JsonArray(),
        });
        var verdict = await client.CreateAsync(AccessReviews, null, access, cancellationToken: cancellationToken);
        return verdict.TryGetProperty("status", out var judged) && IsTrue(judged, "allowed") ? ScrapeVerdict.Allowed : ScrapeVerdict.Forbidden;
    }

    private static JsonObject Body(ApiResource resource, JsonObject spec) => new() { ["apiVersion"] = resource.ApiVersion, ["kind"] = resource.Kind, ["spec"] = spec };

    private static bool IsTrue(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private void Forget()
    {
        foreach (var (key, known) in _known)
        {
            if (time.GetUtcNow() - known.At >= KeptFor)
                _known.TryRemove(key, out _);
        }
    }
}
