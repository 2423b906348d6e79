using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lynq.Crds.Tests.Validation;
using Lynq.Crds.Validation;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Schema;

/// <summary>One wrong object per enum, bound, pattern and required field: refused by the API server, or else by our validation.</summary>
[Collection(nameof(CrdServer))]
public sealed partial class RefusalTests(CrdServer server)
{
    private const string Hub =
        """
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"NAME"},"spec":{
          "source":{"type":"mysql","syncInterval":"30s",
            "mysql":{"host":"h","port":3306,"username":"u","database":"d","table":"t","passwordRef":{"name":"s","key":"k"},
              "tls":{"mode":"verify-full","caSecretRef":{"name":"s","key":"ca.crt"},"clientCertSecretRef":{"name":"s"}}},
            "postgresql":{"host":"h","username":"u","database":"d","table":"t"},"sqlite":{"path":"p","table":"t"}},
          "valueMappings":{"uid":"id","activate":"active"},"extraValueMappings":{"plan":"plan"},
          "paused":false,"deletionGuard":{"onEmptyResult":"Hold","maxPercent":50,"minNodes":10}},
         "status":{"rows":{"read":1},"rejectedRows":[{"uid":"u","reason":"r"}],"conditions":[{"type":"Ready","status":"True","reason":"SyncSucceeded","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
        """;

    private const string Form =
        """
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"NAME"},"spec":{
          "hubId":"h","paused":false,"rollout":{"maxSkew":1,"progressDeadlineSeconds":60,"maxFailures":1},
          "configMaps":[{"id":"a","spec":{"apiVersion":"v1","kind":"ConfigMap"},"nameTemplate":"{{ .uid }}","labelsTemplate":{"a":"b"},"dependIds":["b"],"ignoreFields":["$.data"]},
                        {"id":"b","spec":{"apiVersion":"v1","kind":"ConfigMap"},"nameTemplate":"{{ .uid }}-b"}]},
         "status":{"rollout":{"phase":"Idle"},"validationErrors":[]}}
        """;

    private const string Node =
        """
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"NAME"},"spec":{
          "uid":"u","templateRef":"f","configMaps":[{"id":"a","spec":{"apiVersion":"v1","kind":"ConfigMap"}}]},
         "status":{"desiredResources":1,"resources":[{"id":"a","state":"Ready"}],"appliedResources":["x"]}}
        """;

    [CustomResourceTheory]
    // Hub: required fields.
    [InlineData("hub", "spec.source", "-")]
    [InlineData("hub", "spec.valueMappings", "-")]
    [InlineData("hub", "spec.source.type", "-")]
    [InlineData("hub", "spec.source.mysql", "-")]
    [InlineData("hub", "spec.source.mysql.host", "-")]
    [InlineData("hub", "spec.source.mysql.username", "-")]
    [InlineData("hub", "spec.source.mysql.database", "-")]
    [InlineData("hub", "spec.source.mysql.table", "-")]
    [InlineData("hub", "spec.source.mysql.passwordRef.name", "-")]
    [InlineData("hub", "spec.source.mysql.passwordRef.key", "-")]
    [InlineData("hub", "spec.source.mysql.tls.caSecretRef.name", "-")]
    [InlineData("hub", "spec.source.mysql.tls.caSecretRef.key", "-")]
    [InlineData("hub", "spec.source.mysql.tls.clientCertSecretRef.name", "-")]
    [InlineData("hub", "spec.source.postgresql.host", "-")]
    [InlineData("hub", "spec.source.postgresql.username", "-")]
    [InlineData("hub", "spec.source.postgresql.database", "-")]
    [InlineData("hub", "spec.source.postgresql.table", "-")]
    [InlineData("hub", "spec.source.sqlite.path", "-")]
    [InlineData("hub", "spec.source.sqlite.table", "-")]
    [InlineData("hub", "spec.valueMappings.uid", "-")]
    [InlineData("hub", "spec.valueMappings.activate", "-")]
    // Hub: empty where something is needed.
    [InlineData("hub", "spec.valueMappings.uid", "\"\"")]
    [InlineData("hub", "spec.valueMappings.activate", "\"\"")]
    [InlineData("hub", "spec.source.mysql.host", "\"\"")]
    [InlineData("hub", "spec.source.mysql.table", "\"\"")]
    [InlineData("hub", "spec.extraValueMappings.plan", "\"\"")]
    // Hub: enums, patterns, bounds, types.
    [InlineData("hub", "spec.source.type", "\"oracle\"")]
    [InlineData("hub", "spec.source.type", "\"MySQL\"")]
    [InlineData("hub", "spec.source.syncInterval", "\"30\"")]
    [InlineData("hub", "spec.source.syncInterval", "\"1m30s\"")]
    [InlineData("hub", "spec.source.syncInterval", "\"1d\"")]
    [InlineData("hub", "spec.source.syncInterval", "30")]
    [InlineData("hub", "spec.source.mysql.port", "0")]
    [InlineData("hub", "spec.source.mysql.port", "65536")]
    [InlineData("hub", "spec.source.mysql.port", "\"3306\"")]
    [InlineData("hub", "spec.source.postgresql.port", "-1")]
    [InlineData("hub", "spec.source.postgresql.port", "70000")]
    [InlineData("hub", "spec.source.mysql.tls.mode", "\"strict\"")]
    [InlineData("hub", "spec.extraValueMappings.plan", "1")]
    [InlineData("hub", "spec.paused", "\"yes\"")]
    [InlineData("hub", "spec.deletionGuard.onEmptyResult", "\"Keep\"")]
    [InlineData("hub", "spec.deletionGuard.maxPercent", "-1")]
    [InlineData("hub", "spec.deletionGuard.maxPercent", "101")]
    [InlineData("hub", "spec.deletionGuard.minNodes", "0")]
    // Form.
    [InlineData("form", "spec.hubId", "-")]
    [InlineData("form", "spec.hubId", "\"\"")]
    [InlineData("form", "spec.paused", "1")]
    [InlineData("form", "spec.rollout.maxSkew", "-1")]
    [InlineData("form", "spec.rollout.maxSkew", "\"10%\"")]
    [InlineData("form", "spec.rollout.progressDeadlineSeconds", "59")]
    [InlineData("form", "spec.rollout.progressDeadlineSeconds", "3601")]
    [InlineData("form", "spec.rollout.maxFailures", "0")]
    [InlineData("form", "spec.configMaps[0].id", "-")]
    [InlineData("form", "spec.configMaps[0].id", "\"\"")]
    [InlineData("form", "spec.configMaps[1]", """{"id":"a","spec":{}}""")]
    [InlineData("form", "spec.configMaps[0].spec", "-")]
    [InlineData("form", "spec.configMaps[0].spec", "\"text\"")]
    [InlineData("form", "spec.configMaps[0].nameTemplate", "1")]
    [InlineData("form", "spec.configMaps[0].nameTemplate", "\"{{ bad }}\"")]
    [InlineData("form", "spec.configMaps[0].labelsTemplate.a", "true")]
    [InlineData("form", "spec.configMaps[0].targetNamespace", "\"{{ bad }}\"")]
    [InlineData("form", "spec.configMaps[0].creationPolicy", "\"Always\"")]
    [InlineData("form", "spec.configMaps[0].deletionPolicy", "\"Orphan\"")]
    [InlineData("form", "spec.configMaps[0].conflictPolicy", "\"force\"")]
    [InlineData("form", "spec.configMaps[0].patchStrategy", "\"Apply\"")]
    [InlineData("form", "spec.configMaps[0].waitForReady", "\"true\"")]
    [InlineData("form", "spec.configMaps[0].skipOnDependencyFailure", "0")]
    [InlineData("form", "spec.configMaps[0].timeoutSeconds", "0")]
    [InlineData("form", "spec.configMaps[0].timeoutSeconds", "3601")]
    [InlineData("form", "spec.configMaps[0].dependIds", "\"b\"")]
    [InlineData("form", "spec.configMaps[0].dependIds", "[\"nowhere\"]")]
    [InlineData("form", "spec.configMaps[0].dependIds", "[\"a\"]")]
    [InlineData("form", "spec.configMaps[0].ignoreFields[0]", """{"path":"$.data"}""")]
    [InlineData("form", "spec.configMaps[0].ignoreFields[0]", "\"$[invalid\"")]
    // Node.
    [InlineData("node", "spec.uid", "-")]
    [InlineData("node", "spec.templateRef", "-")]
    [InlineData("node", "spec.configMaps[0].id", "-")]
    [InlineData("node", "spec.configMaps[0].patchStrategy", "\"patch\"")]
    [InlineData("node", "spec.configMaps[0].timeoutSeconds", "3601")]
    // Status.
    [InlineData("hub/status", "status.conditions[0].status", "\"true\"")]
    [InlineData("hub/status", "status.conditions[0].reason", "\"\"")]
    [InlineData("hub/status", "status.conditions[0].reason", "\"not a reason\"")]
    [InlineData("hub/status", "status.conditions[0].type", "\"not a type\"")]
    [InlineData("hub/status", "status.conditions[0].lastTransitionTime", "-")]
    [InlineData("hub/status", "status.conditions[0].observedGeneration", "-1")]
    [InlineData("hub/status", "status.lastSyncTime", "\"today\"")]
    [InlineData("hub/status", "status.rows.read", "\"1\"")]
    [InlineData("hub/status", "status.rejectedRows", "[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]")]
    [InlineData("form/status", "status.rollout.phase", "\"Paused\"")]
    [InlineData("form/status", "status.validationErrors", "\"text\"")]
    [InlineData("node/status", "status.resources[0].state", "\"Unknown\"")]
    [InlineData("node/status", "status.resources[0].id", "-")]
    [InlineData("node/status", "status.desiredResources", "\"1\"")]
    [InlineData("node/status", "status.appliedResources", "{}")]
    public async Task A_wrong_field_is_refused_by_name(string target, string path, string value)
    {
        var parts = target.Split('/');
        var plural = $"lynq{parts[0]}s";
        var good = Parse(parts[0]);
        var (accepted, message) = parts.Length == 1
            ? await CreateAsync(plural, Changed(good, path, value))
            : await UpdateStatusAsync(plural, good, path, value);
        if (accepted)
            message = Refusal(parts[0], Changed(good, path, value)) ?? "accepted";
        WithoutIndexes(message).ShouldContain(WithoutIndexes(path));
    }

    [CustomResourceTheory]
    [InlineData("hub")]
    [InlineData("form")]
    [InlineData("node")]
    public async Task The_objects_that_the_table_spoils_are_good(string kind)
    {
        var (accepted, message) = await CreateAsync($"lynq{kind}s", Parse(kind));
        accepted.ShouldBeTrue(message);
        Refusal(kind, Parse(kind)).ShouldBeNull();
    }

    [CustomResourceFact]
    public async Task The_hub_of_a_form_cannot_be_changed()
    {
        var created = (await server.PostAsync("lynqforms", Parse("form"))).Answer;
        var changed = Changed(created, "spec.hubId", "\"other\"");
        var (accepted, answer) = await server.PutAsync($"lynqforms/{created["metadata"]!["name"]}", changed, "?dryRun=All");
        var refusal = accepted
            ? FormValidation.Validate(FormOf(changed), Objects.Context with { Previous = FormOf(created) }).FirstError!.ToString()
            : (string)answer["message"]!;
        refusal.ShouldContain("hubId is immutable");
    }

    private async Task<(bool Accepted, string Message)> CreateAsync(string plural, JsonObject body)
    {
        var (accepted, answer) = await server.PostAsync(plural, body, "?dryRun=All");
        return (accepted, (string?)answer["message"] ?? "");
    }

    private async Task<(bool Accepted, string Message)> UpdateStatusAsync(string plural, JsonObject good, string path, string value)
    {
        var created = (await server.PostAsync(plural, good)).Answer;
        created["status"] = good["status"]!.DeepClone();
        var (accepted, answer) = await server.PutAsync($"{plural}/{created["metadata"]!["name"]}/status", Changed(created, path, value), "?dryRun=All");
        return (accepted, (string?)answer["message"] ?? "");
    }

    private static JsonObject Parse(string kind) => JsonNode.Parse(
        (kind switch { "hub" => Hub, "form" => Form, _ => Node }).Replace("NAME", $"t-{Guid.NewGuid():N}", StringComparison.Ordinal))!.AsObject();

    private static LynqForm FormOf(JsonObject body) => body.Deserialize(CrdJson.Default.LynqForm)!;

    private static string? Refusal(string kind, JsonObject body) => (kind switch
    {
        "hub" => HubValidation.Validate(body.Deserialize(CrdJson.Default.LynqHub)!).FirstError,
        "form" => FormValidation.Validate(FormOf(body), Objects.Context).FirstError,
        _ => null,
    })?.ToString();

    private static JsonObject Changed(JsonObject body, string path, string value)
    {
        var copy = body.DeepClone().AsObject();
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate((JsonNode)copy, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        if (parent is JsonArray items)
            items[int.Parse(steps[^1])] = JsonNode.Parse(value);
        else if (value == "-")
            parent.AsObject().Remove(steps[^1]);
        else
            parent[steps[^1]] = JsonNode.Parse(value);
        return copy;
    }

    // Old servers leave the index of list items out of field names.
    private static string WithoutIndexes(string text) => Index().Replace(text, "");

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
