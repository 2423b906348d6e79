using System.Text.Json.Nodes;
using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.RealServer;

[Collection(RealServerCollection.Name)]
public class VerbTests(RealServerFixture server)
{
    private KubernetesClient Client => server.Client;

    [ControlPlaneFact]
    public async Task Creates_reads_replaces_and_deletes()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var address = Answers.ConfigMaps.Named(ns, "a");
        var created = await Client.CreateAsync(Answers.ConfigMaps, ns, ConfigMap("a", "1"));
        created.GetProperty("metadata").GetProperty("managedFields")[0].GetProperty("manager").GetString().ShouldBe("lynq-operator");
        (await Should.ThrowAsync<KubernetesException>(() => Client.CreateAsync(Answers.ConfigMaps, ns, ConfigMap("a", "1")))).IsAlreadyExists.ShouldBeTrue();

        var replacement = ConfigMap("a", "2");
        replacement["metadata"]!["resourceVersion"] = ObjectIdentity.Of(created).ResourceVersion;
        await Client.ReplaceAsync(address, replacement, Representation.Metadata);
        (await Should.ThrowAsync<KubernetesException>(() => Client.ReplaceAsync(address, replacement, Representation.Metadata))).IsConflict.ShouldBeTrue();
        (await Client.GetAsync(address)).GetProperty("data").GetProperty("k").GetString().ShouldBe("2");

        (await Client.DeleteAsync(address)).ShouldBeTrue();
        (await Client.DeleteAsync(address)).ShouldBeFalse();
        (await Client.FindAsync(address, Representation.Full)).Found.ShouldBeFalse();
    }

    [ControlPlaneFact]
    public async Task Deletes_only_the_object_that_is_meant()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var address = Answers.ConfigMaps.Named(ns, "a");
        var identity = ObjectIdentity.Of(await Client.CreateAsync(Answers.ConfigMaps, ns, ConfigMap("a", "1")));
        (await Should.ThrowAsync<KubernetesException>(() => Client.DeleteAsync(address, new() { Uid = "another" }))).IsConflict.ShouldBeTrue();
        (await Should.ThrowAsync<KubernetesException>(() => Client.DeleteAsync(address, new() { ResourceVersion = "1" }))).IsConflict.ShouldBeTrue();
        (await Client.DeleteAsync(address, new() { DryRun = true })).ShouldBeTrue();
        (await Client.DeleteAsync(address, new() { Uid = identity.Uid, Propagation = DeletionPropagation.Background })).ShouldBeTrue();
    }

    [ControlPlaneFact]
    public async Task Applies_with_a_manager_conflicts_with_another_and_takes_over_by_force()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var address = Answers.ConfigMaps.Named(ns, "a");
        await Client.ApplyAsync(address, ConfigMap("a", "1"));
        var conflict = await Should.ThrowAsync<KubernetesException>(() => Client.ApplyAsync(address, ConfigMap("a", "2"), new ApplyOptions { FieldManager = "other" }));
        conflict.IsConflict.ShouldBeTrue();
        conflict.Status.Details!.Causes.Single().Reason.ShouldBe("FieldManagerConflict");
        conflict.Status.Details.Causes.Single().Message!.ShouldContain("lynq-operator");
        conflict.Status.Details.Causes.Single().Field.ShouldBe(".data.k");
        var forced = await Client.ApplyAsync(address, ConfigMap("a", "2"), new ApplyOptions { FieldManager = "other", Force = true });
        forced.GetProperty("data").GetProperty("k").GetString().ShouldBe("2");
    }

    [ControlPlaneFact]
    public async Task Changes_nothing_when_applied_twice_and_stores_nothing_in_a_dry_run()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var address = Answers.ConfigMaps.Named(ns, "a");
        var first = await Client.ApplyAsync(address, ConfigMap("a", "1"), Representation.Metadata);
        var again = await Client.ApplyAsync(address, ConfigMap("a", "1"), Representation.Metadata);
        again.Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
        await Client.ApplyAsync(address, ConfigMap("a", "2"), new ApplyOptions { DryRun = true });
        (await Client.GetAsync(address)).GetProperty("data").GetProperty("k").GetString().ShouldBe("1");
    }

    [ControlPlaneFact]
    public async Task Answers_writes_with_metadata_only_when_asked()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var applied = await Client.ApplyAsync(Answers.ConfigMaps.Named(ns, "a"), ConfigMap("a", "1"), Representation.Metadata);
        applied.Kind.ShouldBe("PartialObjectMetadata");
        applied.Metadata.Uid.ShouldNotBeEmpty();
        var element = await Client.GetAsync(Answers.ConfigMaps.Named(ns, "a"), Representation.MetadataElement);
        element.TryGetProperty("data", out _).ShouldBeFalse();
    }

    [ControlPlaneFact]
    public async Task Patches_by_merge_and_by_operations()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var address = Answers.ConfigMaps.Named(ns, "a");
        await Client.CreateAsync(Answers.ConfigMaps, ns, ConfigMap("a", "1"));
        var merged = await Client.MergePatchAsync(address, new JsonObject { ["data"] = new JsonObject { ["k"] = null, ["l"] = "2" } }, Representation.Full);
        merged.GetProperty("data").GetRawText().ShouldBe("""{"l":"2"}""");
        var operations = new JsonArray(new JsonObject { ["op"] = "test", ["path"] = "/data/l", ["value"] = "2" }, new JsonObject { ["op"] = "replace", ["path"] = "/data/l", ["value"] = "3" });
        (await Client.JsonPatchAsync(address, operations, Representation.Full)).GetProperty("data").GetProperty("l").GetString().ShouldBe("3");
        (await Should.ThrowAsync<KubernetesException>(() => Client.JsonPatchAsync(address, operations, Representation.Full))).StatusCode.ShouldBe(422);
    }

    [ControlPlaneFact]
    public async Task Writes_status_and_scale_through_their_subresources()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var address = Answers.Deployments.Named(ns, "web");
        await Client.ApplyAsync(address, Deployment("web"));
        var status = await Client.PatchStatusAsync(address, new JsonObject { ["status"] = new JsonObject { ["replicas"] = 1, ["observedGeneration"] = 1 } }, Representation.Full);
        status.GetProperty("status").GetProperty("replicas").GetInt32().ShouldBe(1);
        (await Client.ScaleAsync(address, 3)).GetProperty("kind").GetString().ShouldBe("Scale");
        (await Client.GetAsync(address)).GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(3);
    }

    [ControlPlaneFact]
    public async Task Lists_pages_and_selects()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        for (var i = 0; i < 7; i++)
        {
            var map = ConfigMap("m" + i, "1");
            map["metadata"]!["labels"] = new JsonObject { ["odd"] = i % 2 == 1 ? "yes" : "no" };
            await Client.CreateAsync(Answers.ConfigMaps, ns, map);
        }

        var paged = new List<string>();
        await foreach (var item in Client.ListAsync(Answers.ConfigMaps, new() { Namespace = ns, PageSize = 3 }, Representation.Metadata))
            paged.Add(item.Metadata.Name);
        paged.ShouldBe(["m0", "m1", "m2", "m3", "m4", "m5", "m6"]);
        var page = await Client.ListPageAsync(Answers.ConfigMaps, new() { Namespace = ns, PageSize = 3 }, Representation.Full);
        (page.Items.Count, page.Metadata.RemainingItemCount).ShouldBe((3, 4));
        var odd = await Client.ListPageAsync(Answers.ConfigMaps, new() { Namespace = ns, LabelSelector = "odd=yes" }, Representation.Full);
        odd.Items.Count.ShouldBe(3);
        var one = await Client.ListPageAsync(Answers.ConfigMaps, new() { Namespace = ns, FieldSelector = "metadata.name=m2" }, Representation.Full);
        one.Items.Count.ShouldBe(1);
    }

    [ControlPlaneFact]
    public async Task Reports_every_invalid_field()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var broken = Deployment("web");
        broken["spec"]!["replicas"] = -1;
        var failure = await Should.ThrowAsync<KubernetesException>(() => Client.CreateAsync(Answers.Deployments, ns, broken));
        failure.IsInvalid.ShouldBeTrue();
        failure.Reason.ShouldBe(StatusReasons.Invalid);
        failure.Status.Details!.Causes.ShouldContain(cause => cause.Field == "spec.replicas");
        failure.IsTransient.ShouldBeFalse();
    }

    [ControlPlaneFact]
    public async Task Finds_kinds_and_notices_new_ones()
    {
        var discovery = new Discovery(Client, refreshInterval: TimeSpan.FromMilliseconds(1));
        var deployment = await discovery.FindAsync(new("apps", "v1", "Deployment"));
        deployment!.Plural.ShouldBe("deployments");
        (deployment.Namespaced, deployment.HasStatus, deployment.HasScale, deployment.Verbs).ShouldBe((true, true, true, ApiVerbs.All));
        (await discovery.FindAsync(new("", "v1", "Namespace")))!.Namespaced.ShouldBeFalse();
        (await discovery.FindAsync(new("test.lynq.sh", "v1", "Widget"))).ShouldBeNull();

        var crds = await discovery.FindAsync(new("apiextensions.k8s.io", "v1", "CustomResourceDefinition"));
        await Client.ApplyAsync(crds!.Named(null, "widgets.test.lynq.sh"), (JsonObject)JsonNode.Parse("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.test.lynq.sh"},
             "spec":{"group":"test.lynq.sh","scope":"Cluster","names":{"plural":"widgets","singular":"widget","kind":"Widget"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """)!);
        await Eventually.Holds(async () => await discovery.FindAsync(new("test.lynq.sh", "v1", "Widget")) is { Plural: "widgets", Namespaced: false }, "the new kind is found");
        (await discovery.AllAsync()).ShouldContain(resource => resource.Kind == "Widget");
        (await discovery.AllAsync()).Count.ShouldBeGreaterThan(40);
    }

    [ControlPlaneFact]
    public async Task Surfaces_the_warning_about_an_unknown_field()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var log = new ListLog();
        using var client = new KubernetesClient(server.Configuration, logger: log);
        var body = Deployment("web");
        body["spec"]!["replica"] = 3;
        // Servers know the parameter since 1.25; an older one says nothing about the field.
        var knows = await server.MinorAsync() >= 25;
        await client.CreateAsync(Answers.Deployments, ns, body, new() { FieldValidation = FieldValidation.Warn });
        log.Lines.ShouldBe(knows ? ["The API server warns about deployments.apps (told once): unknown field \"spec.replica\""] : []);
    }

    [ControlPlaneFact]
    public async Task Finds_every_kind_in_two_requests_where_the_server_aggregates()
    {
        var requests = 0;
        var counting = new InterceptingKubernetesClient(Client, new()
        {
            Send = (request, next, token) =>
            {
                requests++;
                return next(request, token);
            },
        });
        (await new Discovery(counting).AllAsync()).Count.ShouldBeGreaterThan(40);
        // Version 2 of aggregated discovery is served since 1.30.
        if (await server.MinorAsync() >= 30)
            requests.ShouldBe(2);
        else
            requests.ShouldBeGreaterThan(2);
    }

    private static JsonObject ConfigMap(string name, string value) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { ["k"] = value },
    };

    private static JsonObject Deployment(string name) => (JsonObject)JsonNode.Parse($$$$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{{{name}}}}}"},
         "spec":{"replicas":1,"selector":{"matchLabels":{"app":"{{{{{name}}}}}"}},
         "template":{"metadata":{"labels":{"app":"{{{{{name}}}}}"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """)!;
}
