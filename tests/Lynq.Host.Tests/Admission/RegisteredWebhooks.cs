using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Host.Documents;
using Lynq.Testing;

namespace Lynq.Host.Tests.Admission;

/// <summary>What an API server made of a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The message of a refusal, else empty.</param>
/// <param name="Warnings">The Warning headers' texts.</param>
/// <param name="Object">The answer.</param>
internal sealed record Verdict(int Status, string Message, IReadOnlyList<string> Warnings, JsonNode Object);

/// <summary>An API server, real or not, that asks a running operator about hubs and forms.</summary>
internal sealed class RegisteredWebhooks(HttpClient server)
{
    private const string Registrations = "/apis/admissionregistration.k8s.io/v1";

    /// <summary>
    /// Whether the server takes an empty text in a custom resource for null and refuses it by the schema: builds of old versions
    /// with a newer Go do. To be asked before the webhooks are registered.
    /// </summary>
    public async Task<bool> RefusesEmptyTextsAsync() =>
        (await CreateAsync(Hub("probe", "valueMappings: {uid: '', activate: a}", "{type: mysql, syncInterval: 30s, mysql: {host: db, port: 1, username: u, database: d, table: t} }"))).Message.Contains("must be of type string: \"null\"", StringComparison.Ordinal);

    /// <summary>Registers the four webhooks of contract §17 without a certificate, and waits until the operator has put its own in.</summary>
    public async Task RegisterAsync(int port)
    {
        foreach (var kind in (string[])["Mutating", "Validating"])
        {
            var (letter, verb) = (char.ToLowerInvariant(kind[0]), kind == "Mutating" ? "mutate" : "validate");
            var body = new JsonObject
            {
                ["apiVersion"] = "admissionregistration.k8s.io/v1",
                ["kind"] = $"{kind}WebhookConfiguration",
                ["metadata"] = new JsonObject { ["name"] = "lynq", ["annotations"] = new JsonObject { ["lynq.sh/inject-ca"] = "true" } },
                ["webhooks"] = new JsonArray([.. ((string[])["hub", "form"]).Select(what => Webhook($"{letter}lynq{what}.kb.io", $"https://127.0.0.1:{port}/{verb}-operator-lynq-sh-v1-lynq{what}", $"lynq{what}s"))]),
            };
            using var answer = await server.PostAsJsonAsync(new Uri($"{Registrations}/{kind.ToLowerInvariant()}webhookconfigurations", UriKind.Relative), body);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }

        foreach (var plural in (string[])["mutatingwebhookconfigurations", "validatingwebhookconfigurations"])
        {
            await Eventually.Holds(
                async () => (await server.GetStringAsync(new Uri($"{Registrations}/{plural}/lynq", UriKind.Relative))).Split("caBundle").Length - 1 >= 2,
                $"the operator puts its authority into {plural}");
        }

        // A server learns of a changed configuration a moment later than it stores it.
        await Eventually.Holds(async () => (await CreateAsync(Hub("probe", "valueMappings: {uid: id, activate: a}", "{type: mysql}"))).Message.Contains("mysql configuration is required", StringComparison.Ordinal), "the webhooks are asked");
        await Eventually.Holds(async () => (await CreateAsync(Form("probe", "{hubId: h, configMaps: [{id: a, dependIds: [b], spec: {} }]}"))).Message.Contains("non-existent", StringComparison.Ordinal), "the webhooks are asked about forms");
    }

    /// <summary>A hub with a good MySQL source, unless the rest of its spec says otherwise.</summary>
    public static string Hub(string name, string spec, string source = "{type: mysql, mysql: {host: db, username: u, database: d, table: t} }") => $"""
        apiVersion: operator.lynq.sh/v1
        kind: LynqHub
        metadata: {"{"}name: {name}, namespace: default{"}"}
        spec:
          source: {source}
          {spec}
        """;

    /// <summary>A form.</summary>
    public static string Form(string name, string spec) => $"""
        apiVersion: operator.lynq.sh/v1
        kind: LynqForm
        metadata: {"{"}name: {name}, namespace: default{"}"}
        spec:
          {spec}
        """;

    /// <summary>Sends a manifest, to be checked only.</summary>
    public Task<Verdict> CreateAsync(string manifest) => SendAsync(HttpMethod.Post, manifest, "?dryRun=All");

    /// <summary>Sends a manifest to be stored.</summary>
    public Task<Verdict> StoreAsync(string manifest) => SendAsync(HttpMethod.Post, manifest, "");

    private async Task<Verdict> SendAsync(HttpMethod method, string manifest, string query)
    {
        using var text = new StringReader(manifest);
        var body = YamlReader.Read(text, "manifest")[0]!;
        var path = new Uri($"/apis/operator.lynq.sh/v1/namespaces/default/{((string)body["kind"]!).ToLowerInvariant()}s{query}", UriKind.Relative);
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var answer = await server.SendAsync(request);
        var answered = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var warnings = answer.Headers.TryGetValues("Warning", out var values) ? values.Select(Text).ToList() : [];
        return new((int)answer.StatusCode, answer.IsSuccessStatusCode ? "" : (string?)answered["message"] ?? "", warnings, answered);
    }

    // 299 - "text"
    private static string Text(string header) => JsonSerializer.Deserialize<string>(header[header.IndexOf('"', StringComparison.Ordinal)..])!;

    private static JsonObject Webhook(string name, string url, string plural) => new()
    {
        ["name"] = name,
        ["clientConfig"] = new JsonObject { ["url"] = url },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray("operator.lynq.sh"),
            ["apiVersions"] = new JsonArray("v1"),
            ["operations"] = new JsonArray("CREATE", "UPDATE"),
            ["resources"] = new JsonArray(plural),
        }),
        ["admissionReviewVersions"] = new JsonArray("v1"),
        ["sideEffects"] = "None",
        ["failurePolicy"] = "Fail",
        // The longest that there is: the first calls find a program that compiles as it goes.
        ["timeoutSeconds"] = 30,
    };
}
