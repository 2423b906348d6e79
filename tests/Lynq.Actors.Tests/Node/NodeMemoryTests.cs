using System.Globalization;
using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Actors.Tests.Node;

/// <summary>Alone on the heap while it measures.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    public const string Name = "memory";
}

/// <summary>What a managed resource costs while nothing happens: kilobytes, not objects (design §6).</summary>
[Collection(MemoryCollection.Name)]
public sealed class NodeMemoryTests(ITestOutputHelper output)
{
    private const int Count = 8000;

    [Fact]
    public void A_managed_resource_is_held_in_less_than_two_kilobytes()
    {
        var resource = new ApiResource("apps", "v1", "Deployment", "deployments", Namespaced: true);
        _ = Slot(0, resource);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var slots = Enumerable.Range(0, Count).Select(i => Slot(i, resource)).ToArray();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        GC.KeepAlive(slots);
        output.WriteLine($"{bytes} bytes per resource");
        bytes.ShouldBeInRange(200, 2048);
    }

    private static ResourceSlot Slot(int i, ApiResource kind)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"tenant-{i}-web");
        var template = JsonElement.Parse($$$"""
            {"deployments":[{"id":"web","nameTemplate":"{{{name}}}","spec":{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":2,"selector":{"matchLabels":{"app":"{{{name}}}"} },
             "template":{"metadata":{"labels":{"app":"{{{name}}}"} },"spec":{"containers":[{"name":"app","image":"registry.example.com/shop/web:1.2.3","ports":[{"containerPort":8080}],
              "env":[{"name":"PLAN","value":"pro"},{"name":"REGION","value":"eu-west-1"}],"resources":{"requests":{"cpu":"100m","memory":"128Mi"} } }]} } } } }]}
            """).Deserialize(CrdJson.Default.LynqNodeSpec)!;
        var node = new NodeIdentity("tenants", name, Guid.NewGuid().ToString());
        var placed = template.AllResources().Single();
        var plan = ResourceComposer.Compose(placed.Resource, placed.Array, node, _ => true);
        plan.Error.ShouldBeNull();
        return new ResourceSlot(plan, kind) { Known = new KnownObject(Guid.NewGuid().ToString(), i.ToString(CultureInfo.InvariantCulture), 1) };
    }
}
