using System.Text.Json;
using Akka.Actor;
using Akka.Cluster;
using Lynq.Cluster.Membership;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

public sealed class LeaseViewTests
{
    [Theory]
    [InlineData("a_1", "a_1 akka.tcp://lynq@10.0.0.1:7946", "akka.tcp://lynq@10.0.0.1:7946")]
    [InlineData("b_2", "a_1 akka.tcp://lynq@10.0.0.1:7946", null)]
    [InlineData("", " akka.tcp://lynq@10.0.0.1:7946", null)]
    [InlineData("a_1", "nonsense", null)]
    public void Only_what_the_present_holder_wrote_counts(string holder, string annotation, string? address)
    {
        var lease = JsonElement.Parse($$$"""
            {"metadata":{"name":"l","resourceVersion":"7","annotations":{"lynq.sh/cluster":"{{{annotation}}}"} },"spec":{"holderIdentity":"{{{holder}}}"} }
            """);

        LeaseView.Parse(lease).ShouldBe(new LeaseView("7", holder, address));
    }

    [Fact]
    public void A_lease_of_another_operator_has_a_holder_and_no_address() =>
        LeaseView.Parse(JsonElement.Parse("""{"metadata":{"name":"l","resourceVersion":"7"},"spec":{"holderIdentity":"go_1"}}"""))
            .ShouldBe(new LeaseView("7", "go_1", null));

    [Theory]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 *", "", true)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 *", "red", false)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 blue,red", "red,blue", true)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 blue,red", "", false)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946", "red", true)]
    [InlineData("b_2 akka.tcp://lynq@10.0.0.1:7946 *", "", false)]
    public void A_cluster_is_joined_by_those_who_follow_the_same_namespaces(string annotation, string namespaces, bool joined)
    {
        var lease = JsonElement.Parse($$$"""
            {"metadata":{"name":"l","resourceVersion":"7","annotations":{"lynq.sh/cluster":"{{{annotation}}}"} },"spec":{"holderIdentity":"a_1"} }
            """);

        LeaseView.Parse(lease).CanBeJoined(LeaseView.ScopeOf(namespaces.Split(',', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(joined);
    }

    [Theory]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 * 7", true)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 * 8", false)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.2:7946 * 7", false)]
    [InlineData("a_1 akka.tcp://lynq@10.0.0.1:7946 *", true)]
    public void A_holder_is_known_by_its_address_and_its_incarnation_if_it_has_told_that(string annotation, bool known)
    {
        var lease = JsonElement.Parse($$$"""
            {"metadata":{"name":"l","resourceVersion":"7","annotations":{"lynq.sh/cluster":"{{{annotation}}}"} },"spec":{"holderIdentity":"a_1"} }
            """);

        LeaseView.Parse(lease).IsHeldBy(new UniqueAddress(new Address("akka.tcp", "lynq", "10.0.0.1", 7946), 7)).ShouldBe(known);
    }
}
