using System.Text.Json.Nodes;
using Lynq.Cluster.Inspection;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Inspection;

public sealed class FactTablesTests
{
    [Theory]
    [InlineData(
        "hubs",
        """[{"namespace":"shop","name":"tenants","status":{"desired":3,"ready":2,"failed":1,"lastSyncTime":"2026-01-01T00:00:00Z"}},{"namespace":"shop","name":"new","status":null}]""",
        """
        NAMESPACE   HUB       WANTED   READY   FAILED   LAST SYNC
        shop        tenants   3        2       1        2026-01-01T00:00:00Z
        shop        new       -        -       -        -

        """)]
    [InlineData(
        "rollouts",
        """[{"namespace":"shop","name":"web","hub":"tenants","generation":4,"status":{"totalNodes":3,"rollout":{"phase":"InProgress","updatedNodes":1,"updatingNodes":2}}}]""",
        """
        NAMESPACE   FORM   HUB       GENERATION   PHASE        UPDATED   UPDATING   NODES
        shop        web    tenants   4            InProgress   1         2          3

        """)]
    [InlineData(
        "nodes",
        """[{"node":{"namespace":"shop","name":"a-web"},"form":{"name":"web"},"generation":2,"observedGeneration":1,"ready":false,"failed":true},{"ready":true}]""",
        """
        NAMESPACE   NODE    FORM   GENERATION   OBSERVED   STATE
        shop        a-web   web    2            1          failed
        2 nodes, 1 ready

        """)]
    [InlineData("nodes", """{"leading":false}""", "0 nodes, 0 ready\n")]
    public async Task Shows_what_a_replica_tells(string name, string facts, string text) =>
        (await FactTables.ToTextAsync(name, JsonNode.Parse(facts)!, CancellationToken.None)).ShouldBe(text.ReplaceLineEndings("\n"));
}
