using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Alerts;

public sealed class DashboardTests
{
    private static readonly JsonObject Dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Helm.Chart, "files", "lynq-operator.json")))!.AsObject();

    public static TheoryData<string> Queries => [.. Dashboard["panels"]!.AsArray().SelectMany(p => p!["targets"]!.AsArray()).Select(t => (string)t!["expr"]!).Distinct()];

    [Fact]
    public void Has_the_panels_that_its_users_know()
    {
        ((string?)Dashboard["uid"]).ShouldBe("lynq-operator");
        ((string?)Dashboard["title"]).ShouldBe("Lynq Operator");
        ((string?)Dashboard["templating"]!["list"]![0]!["name"]).ShouldBe("datasource");
        Dashboard["panels"]!.AsArray().Select(p => (string)p!["title"]!).ShouldBe(
        [
            "Total Desired Nodes", "Total Ready Nodes", "Total Failed Nodes", "Total Conflicted Resources", "Reconciliation Duration", "Reconciliation Rate",
            "Error Rate", "LynqNode Ready Status", "Degraded Nodes", "Resource Counts by Node", "Resource Counts (Total)", "Conflicted Resources by Node",
            "Conflicted Resources (Total)", "Hub Health", "Apply Rate by Kind", "Conflicts Rate by Node", "Work Queue Depth",
        ]);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Asks_for_metrics_and_labels_that_the_operator_exports(string query) => Expression.Of(query).Unknown(Instruments.All).ShouldBeEmpty();

    [Fact]
    public void Its_panels_do_not_overlap()
    {
        var places = Dashboard["panels"]!.AsArray().SelectMany(p => Cells(p!["gridPos"]!)).ToList();
        places.ShouldBeUnique();
        places.ShouldAllBe(p => p.X < 24);
    }

    private static IEnumerable<(int X, int Y)> Cells(JsonNode grid) =>
        from x in Enumerable.Range((int)grid["x"]!, (int)grid["w"]!) from y in Enumerable.Range((int)grid["y"]!, (int)grid["h"]!) select (x, y);
}
