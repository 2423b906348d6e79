using System.Text.Json.Nodes;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Crds.Schema;
using Lynq.Host.Documents;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Demo;

/// <summary>The objects that the demo puts into the cluster, and takes out of it again.</summary>
/// <param name="client">The cluster.</param>
/// <param name="ns">The namespace for hub, form and what comes of them.</param>
internal sealed class DemoObjects(IKubernetesClient client, string ns)
{
    /// <summary>Name of the hub.</summary>
    public const string Hub = "tenants";

    private const string Form = "shop";
    private static readonly ApiResource Namespaces = new("", "v1", "Namespace", "namespaces", Namespaced: false);
    private static readonly ApiResource Definitions = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced: false);
    private static readonly ApplyOptions Take = new() { FieldManager = "lynq-demo", Force = true };

    /// <summary>Installs Lynq's kinds where they are missing; those that are there stay as they are.</summary>
    public async Task EnsureKindsAsync(CancellationToken stop)
    {
        var descriptions = FieldDescriptions.Load();
        foreach (var definition in CrdDefinition.All)
        {
            var address = Definitions.Named(null, definition.Name);
            if (!(await client.FindAsync(address, Representation.Metadata, stop)).Found)
                await client.ApplyAsync(address, definition.ToJson(descriptions), Take, stop);
        }
    }

    /// <summary>Makes the namespace.</summary>
    public Task EnsureNamespaceAsync(CancellationToken stop) => client.ApplyAsync(
        Namespaces.Named(null, ns),
        new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ns } },
        Take,
        stop);

    /// <summary>Creates hub and form, and the Secret with the database's password if there is one.</summary>
    public async Task CreateAsync(DemoSource source, CancellationToken stop)
    {
        if (source.Password is { } password)
            await client.ApplyAsync(BuiltInResources.Secrets.Named(ns, Hub), SecretOf(password), Take, stop);
        await client.ApplyAsync(BuiltInResources.Hubs.Named(ns, Hub), HubOf(source.ToJson(Hub)), Take, stop);
        await client.ApplyAsync(BuiltInResources.Forms.Named(ns, Form), FormBody(), Take, stop);
    }

    /// <summary>Deletes what <see cref="CreateAsync"/> made; the nodes and their resources go with the hub.</summary>
    public async Task DeleteAsync(CancellationToken stop)
    {
        await client.DeleteAsync(BuiltInResources.Hubs.Named(ns, Hub), null, stop);
        while (await client.ListAsync(BuiltInResources.Nodes, new() { Namespace = ns }, Representation.Metadata, stop).AnyAsync(stop))
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
        await client.DeleteAsync(BuiltInResources.Forms.Named(ns, Form), null, stop);
        await client.DeleteAsync(BuiltInResources.Secrets.Named(ns, Hub), null, stop);
        await client.DeleteAsync(Namespaces.Named(null, ns), null, stop);
    }

    private JsonObject SecretOf(string password) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = Hub, ["namespace"] = ns },
        ["stringData"] = new JsonObject { ["password"] = password },
    };

    private JsonObject HubOf(JsonObject source) => new()
    {
        ["apiVersion"] = LynqApi.ApiVersion,
        ["kind"] = LynqApi.HubKind,
        ["metadata"] = new JsonObject { ["name"] = Hub, ["namespace"] = ns },
        ["spec"] = new JsonObject
        {
            ["source"] = source,
            ["valueMappings"] = new JsonObject { ["uid"] = "id", ["activate"] = "active" },
            ["extraValueMappings"] = new JsonObject { ["plan"] = "plan", ["replicas"] = "replicas" },
        },
    };

    private JsonNode FormBody()
    {
        using var stream = typeof(DemoObjects).Assembly.GetManifestResourceStream("demo-form.yaml")!;
        using var text = new StreamReader(stream);
        var form = YamlReader.Read(text, "demo-form.yaml")[0]!;
        form["metadata"] = new JsonObject { ["name"] = Form, ["namespace"] = ns };
        form["spec"]!["hubId"] = Hub;
        return form;
    }
}
