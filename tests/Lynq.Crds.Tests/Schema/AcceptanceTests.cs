using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Crds.Tests.Validation;
using Lynq.Crds.Validation;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Schema;

[Collection(nameof(CrdServer))]
public sealed class AcceptanceTests(CrdServer server)
{
    [ControlPlaneFact]
    public async Task The_server_accepts_and_serves_the_definitions()
    {
        var names = (await server.ControlPlane.KubectlAsync(null, "api-resources", "--api-group", LynqApi.Group, "-o", "name")).Output;
        names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
            .ShouldBe(["lynqforms.operator.lynq.sh", "lynqhubs.operator.lynq.sh", "lynqnodes.operator.lynq.sh"]);
        var definition = await server.ControlPlane.Http.GetFromJsonAsync<JsonObject>("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/lynqforms.operator.lynq.sh");
        var conditions = definition!["status"]!["conditions"]!.AsArray().ToDictionary(c => (string)c!["type"]!, c => (string)c!["status"]!, StringComparer.Ordinal);
        conditions["Established"].ShouldBe("True");
        conditions.GetValueOrDefault("NonStructuralSchema", "False").ShouldBe("False");
    }

    [CustomResourceFact]
    public async Task A_minimal_form_comes_back_with_every_default()
    {
        var body = JsonNode.Parse("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"minimal"},"spec":{"hubId":"h","rollout":{},"jobs":[{"id":"a","spec":{"any":{"thing":[1]}}}]}}""")!.AsObject();
        var (accepted, answer) = await server.PostAsync("lynqforms", body);
        accepted.ShouldBeTrue(answer.ToJsonString());
        answer["spec"]!.ToJsonString().ShouldBe(
            """{"hubId":"h","jobs":[{"conflictPolicy":"Stuck","creationPolicy":"WhenNeeded","deletionPolicy":"Delete","id":"a","patchStrategy":"apply","skipOnDependencyFailure":true,"spec":{"any":{"thing":[1]}},"timeoutSeconds":300,"waitForReady":true}],"rollout":{"maxFailures":1,"maxSkew":0,"progressDeadlineSeconds":600}}""");
    }

    [CustomResourceFact]
    public async Task A_minimal_hub_comes_back_with_every_default()
    {
        var body = JsonNode.Parse("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"minimal"},"spec":{"source":{"type":"mysql","mysql":{"host":"h","username":"u","database":"d","table":"t","tls":{}},"postgresql":{"host":"h","username":"u","database":"d","table":"t"}},"valueMappings":{"uid":"id","activate":"a"},"deletionGuard":{}}}""")!.AsObject();
        var (accepted, answer) = await server.PostAsync("lynqhubs", body);
        accepted.ShouldBeTrue(answer.ToJsonString());
        var spec = answer["spec"]!;
        ((string)spec["source"]!["syncInterval"]!).ShouldBe("30s");
        ((int)spec["source"]!["mysql"]!["port"]!).ShouldBe(3306);
        ((int)spec["source"]!["postgresql"]!["port"]!).ShouldBe(5432);
        ((string)spec["source"]!["mysql"]!["tls"]!["mode"]!).ShouldBe("preferred");
        spec["deletionGuard"]!.ToJsonString().ShouldBe("""{"maxPercent":50,"minNodes":10,"onEmptyResult":"Hold"}""");
    }

    [CustomResourceFact]
    public async Task Hubs_and_forms_in_the_style_of_the_documentation_are_accepted()
    {
        var folder = RepositoryRoot.Combine("tests", "Lynq.Crds.Tests", "Schema", "Examples");
        var created = await server.ControlPlane.KubectlAsync(null, "create", "--validate=false", "-f", folder, "-o", "json");
        created.ExitCode.ShouldBe(0, created.Errors);
        var items = Documents(created.Output);
        items.Count.ShouldBeGreaterThan(20);
        foreach (var item in items)
        {
            var result = item.GetProperty("kind").GetString() == LynqApi.HubKind
                ? HubValidation.Validate(item.Deserialize(CrdJson.Default.LynqHub)!)
                : FormValidation.Validate(item.Deserialize(CrdJson.Default.LynqForm)!, Objects.Context);
            result.Errors.ShouldBeEmpty(item.GetProperty("metadata").GetProperty("name").GetString());
        }
    }

    [CustomResourceFact]
    public async Task What_the_server_stores_survives_our_types_byte_for_byte()
    {
        var body = JsonNode.Parse(Json.ExistingObjects.Node)!.AsObject();
        foreach (var field in (string[])["uid", "resourceVersion", "creationTimestamp", "managedFields", "selfLink", "generation"])
            body["metadata"]!.AsObject().Remove(field);
        var (accepted, created) = await server.PostAsync("lynqnodes", body);
        accepted.ShouldBeTrue(created.ToJsonString());
        created["status"] = body["status"]!.DeepClone();
        var (updated, answer) = await server.PutAsync("lynqnodes/acme-web/status", created);
        updated.ShouldBeTrue(answer.ToJsonString());
        var stored = (await server.ControlPlane.Http.GetStringAsync($"{CrdServer.Api}/lynqnodes/acme-web")).Trim();
        stored.ShouldContain("Deployment/default/@app");
        var node = JsonSerializer.Deserialize(stored, CrdJson.Default.LynqNode)!;
        CanonicalJson.Write(JsonSerializer.SerializeToElement(node, CrdJson.Default.LynqNode)).ShouldBe(stored);
    }

    /// <summary>What kubectl prints for several objects: one JSON document after the other.</summary>
    private static List<JsonElement> Documents(string output)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(output), new JsonReaderOptions { AllowMultipleValues = true });
        var documents = new List<JsonElement>();
        while (reader.Read())
            documents.Add(JsonElement.ParseValue(ref reader));
        return documents;
    }
}
