using System.Net.Http.Json;

namespace Lynq.Scenarios;

/// <summary>What the schema and the webhooks said about an object, and the object with all defaults.</summary>
internal sealed record Verdict(bool Allowed, string Message, JsonElement? Object, IReadOnlyList<string> Warnings);

internal sealed partial class Scenario
{
    // The certificate is the operator's own; who signed it is not what is tested here.
    private static readonly HttpClient Webhooks = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });

    /// <summary>Shows an object to the mutating webhook, the server's schema and the validating webhook, in the order of a real cluster; stores nothing.</summary>
    public async Task<Verdict> AdmitAsync(JsonObject body)
    {
        var kind = body["kind"]!.GetValue<string>() == Kinds.Hub.Kind ? Kinds.Hub : Kinds.Form;
        var warnings = new List<string>();
        var mutated = await AskAsync("mutate", kind, body, warnings);
        if (!mutated.Allowed) return mutated;
        try
        {
            var stored = await Client.CreateAsync(kind, Ns, JsonObject.Create(mutated.Object!.Value)!, new WriteOptions { DryRun = true });
            return await AskAsync("validate", kind, JsonObject.Create(stored)!, warnings);
        }
        catch (KubernetesException refusal)
        {
            return new Verdict(false, refusal.Message, null, warnings);
        }
    }

    private async Task<Verdict> AskAsync(string what, ApiResource kind, JsonObject body, List<string> warnings)
    {
        var review = Json.Map(
            ("apiVersion", "admission.k8s.io/v1"),
            ("kind", "AdmissionReview"),
            ("request", Json.Map(("uid", "1"), ("namespace", Ns), ("operation", "CREATE"), ("object", body.DeepClone()))));
        var address = new Uri($"https://127.0.0.1:{Operator.WebhookPort}/{what}-operator-lynq-sh-v1-{kind.Kind.ToLowerInvariant()}");
        using var answer = await Webhooks.PostAsJsonAsync(address, review);
        answer.EnsureSuccessStatusCode();
        var response = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["response"]!;
        warnings.AddRange(response["warnings"]?.AsArray().Select(warning => warning!.GetValue<string>()) ?? []);
        var result = (JsonObject)body.DeepClone();
        if (response["patch"]?.GetValue<string>() is { } patch)
        {
            foreach (var operation in JsonNode.Parse(Convert.FromBase64String(patch))!.AsArray())
                Add(result, operation!);
        }

        return new Verdict(response["allowed"]!.GetValue<bool>(), response["status"]?["message"]?.GetValue<string>() ?? "", JsonSerializer.SerializeToElement(result), warnings);
    }

    // Defaulting adds and replaces members, and nothing else.
    private static void Add(JsonObject target, JsonNode operation)
    {
        operation["op"]!.GetValue<string>().ShouldBeOneOf("add", "replace");
        string[] path = [.. operation["path"]!.GetValue<string>()[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        JsonNode parent = target;
        foreach (var step in path[..^1])
            parent = parent is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : parent[step]!;
        parent.AsObject()[path[^1]] = operation["value"]?.DeepClone();
    }
}
