using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Lynq.Cluster.Engine;

namespace Lynq.Cluster.Inspection;

/// <summary>What <c>/debug/lynq/cluster</c> shows: the members, and for each kind of actor the shards and actors that each replica has.</summary>
internal static class ClusterReport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks all replicas.</summary>
    public static async Task<JsonObject> CreateAsync(Akka.Cluster.Cluster cluster, AkkaActorSystem actors, bool mayWrite, CancellationToken cancellationToken)
    {
        var state = cluster.State;
        var report = new JsonObject
        {
            ["engine"] = "akka",
            ["self"] = cluster.SelfAddress.ToString(),
            ["status"] = cluster.SelfMember.Status.ToString(),
            ["mayWrite"] = mayWrite,
            ["leader"] = state.Leader?.ToString(),
            ["members"] = new JsonArray([.. state.Members.Select(member => (JsonNode)new JsonObject
            {
                ["address"] = member.Address.ToString(),
                ["status"] = member.Status.ToString(),
                ["reachable"] = !state.Unreachable.Contains(member),
            })]),
        };
        var kinds = new JsonObject();
        foreach (var (kind, region) in actors.Regions.OrderBy(kind => kind.Key, StringComparer.Ordinal))
            kinds[kind] = await KindAsync(region, cluster.SelfAddress, cancellationToken);
        report["kinds"] = kinds;
        return report;
    }

    private static async Task<JsonNode> KindAsync(KindRegion region, Address self, CancellationToken cancellationToken)
    {
        try
        {
            var stats = await region.Region.Ask<ClusterShardingStats>(new GetClusterShardingStats(Patience), Patience * 2, cancellationToken);
            var replicas = new JsonObject();
            foreach (var (address, shards) in stats.Regions.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal))
            {
                // Every shard has its pilot beside the actors.
                var actors = shards.Stats.Values.Sum() - shards.Stats.Count;
                replicas[(address.HasLocalScope ? self : address).ToString()] = new JsonObject { ["shards"] = shards.Stats.Count, ["actors"] = Math.Max(0, actors) };
            }

            return replicas;
        }
        catch (AskTimeoutException)
        {
            return new JsonObject { ["problem"] = "the shard coordinator did not answer" };
        }
    }
}
