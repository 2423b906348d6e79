using System.Text.Json.Nodes;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// The server's garbage collector learns of new kinds twice a minute. Until then it watches no LynqNodes and cannot ask for the owners of
/// what it sees: writes cost less than they ever do afterwards, and their owners are asked for later, in somebody else's time.
/// </summary>
internal static class GarbageCollection
{
    private const string Name = "collected";

    /// <summary>Waits until an object goes with the LynqNode that owns it.</summary>
    public static async Task KnowsNodesAsync(World world, NodeSample sample, string ns)
    {
        var owner = await world.Admin.CreateAsync(Kinds.Node, ns, RequestBody.Utf8(sample.Node(ns, Name)));
        var metadata = owner.GetProperty("metadata");
        await world.Admin.CreateAsync(Kinds.ConfigMap, ns, new JsonObject
        {
            ["apiVersion"] = Kinds.ConfigMap.ApiVersion,
            ["kind"] = Kinds.ConfigMap.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = Kinds.Node.ApiVersion,
                    ["kind"] = Kinds.Node.Kind,
                    ["name"] = metadata.GetProperty("name").GetString(),
                    ["uid"] = metadata.GetProperty("uid").GetString(),
                }),
            },
        });
        await world.Admin.DeleteAsync(Kinds.Node.Named(ns, metadata.GetProperty("name").GetString()!), new DeleteOptions { Propagation = DeletionPropagation.Background });
        await Eventually.Holds(async () => !(await world.Admin.FindAsync(Kinds.ConfigMap.Named(ns, Name), Representation.Metadata)).Found, "the garbage collector knows LynqNodes", TimeSpan.FromMinutes(3));
    }
}
