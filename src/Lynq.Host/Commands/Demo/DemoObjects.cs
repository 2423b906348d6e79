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
    private const string OwnerLabel = "app.kubernetes.io/managed-by";
    private const string Owner = "lynq-demo";
    private static readonly ApiResource Namespaces = new("", "v1", "Namespace", "namespaces", Namespaced: false);
    private static readonly ApiResource Definitions = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced: false);
    private static readonly ApiResource[] LynqKinds = [BuiltInResources.Hubs, BuiltInResources.Forms, BuiltInResources.Nodes];
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);
    private static readonly ApplyOptions Take = new() { FieldManager = Owner, Force = true };
    private readonly List<string> _installed = [];

    /// <summary>Installs Lynq's kinds where they are missing, and waits until they are served; those that are there stay as they are.</summary>
    public async Task EnsureKindsAsync(CancellationToken stop)
    {
        var descriptions = FieldDescriptions.Load();
        foreach (var definition in CrdDefinition.All)
        {
            if ((await client.FindAsync(Definitions.Named(null, definition.Name), Representation.Metadata, stop)).Found)
                continue;
            await client.CreateAsync(Definitions, null, definition.ToJson(descriptions), cancellationToken: stop);
            _installed.Add(definition.Name);
        }

        foreach (var resource in LynqKinds)
        {
            while (await AnyAsync(resource, stop) is null)
                await Task.Delay(Moment, TimeProvider.System, stop);
        }
    }

    /// <summary>Takes the kinds that were installed out again, unless somebody uses them by now.</summary>
    /// <returns>Whether they are gone.</returns>
    public async Task<bool> RemoveKindsAsync(CancellationToken stop)
    {
        foreach (var resource in LynqKinds)
        {
            if (_installed.Contains($"{resource.Plural}.{resource.Group}") && await client.ListAsync(resource, new(), Representation.Metadata, stop).AnyAsync(stop))
                return false;
        }

        foreach (var name in _installed)
            await client.DeleteAsync(Definitions.Named(null, name), null, stop);
        foreach (var name in _installed)
        {
            while ((await client.FindAsync(Definitions.Named(null, name), Representation.Metadata, stop)).Found)
                await Task.Delay(Moment, TimeProvider.System, stop);
        }

        return true;
    }

    /// <summary>Makes the namespace, or takes that of a demo which could not clean up.</summary>
    /// <exception cref="UserException">It is somebody else's: this demo would delete it at its end.</exception>
    public async Task EnsureNamespaceAsync(CancellationToken stop)
    {
        var address = Namespaces.Named(null, ns);
        var (found, present) = await client.FindAsync(address, Representation.Metadata, stop);
        if (found && present!.Metadata.Labels?.GetValueOrDefault(OwnerLabel) != Owner)
            throw new UserException($"namespace {ns} exists and is not the demo's: delete or rename it, or use another cluster");
        if (found && present!.Metadata.DeletionTimestamp is not null)
            throw new UserException($"namespace {ns} is still being deleted after the last demo: try again when kubectl get namespace {ns} finds nothing");
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = ns, ["labels"] = new JsonObject { [OwnerLabel] = Owner } },
        };
        await client.ApplyAsync(address, body, Take, stop);
    }

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
        while (await HasNodesAsync(stop))
            await Task.Delay(Moment, TimeProvider.System, stop);
        await client.DeleteAsync(BuiltInResources.Forms.Named(ns, Form), null, stop);
        await client.DeleteAsync(BuiltInResources.Secrets.Named(ns, Hub), null, stop);
        await client.DeleteAsync(Namespaces.Named(null, ns), null, stop);
    }

    private async Task<bool> HasNodesAsync(CancellationToken stop) => await AnyAsync(BuiltInResources.Nodes, stop) is true;

    /// <summary>Whether there are objects of a kind; null while it is not served: a kind that was just defined is a moment later.</summary>
    private async Task<bool?> AnyAsync(ApiResource resource, CancellationToken stop)
    {
        try
        {
            return await client.ListAsync(resource, new() { Namespace = ns }, Representation.Metadata, stop).AnyAsync(stop);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return null;
        }
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
