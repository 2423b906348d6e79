using Lynq.Cluster.Settings;
using Lynq.Host.Settings;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Settings;

public sealed class ClusterFormationsTests
{
    [Theory]
    [InlineData("auto", "", nameof(ClusterFormation.Lease))]
    [InlineData("auto", "a:1", nameof(ClusterFormation.Seeds))]
    [InlineData("seeds", "a:1,b:1", nameof(ClusterFormation.Seeds))]
    [InlineData("lease", "", nameof(ClusterFormation.Lease))]
    [InlineData("kubernetes-api", "", nameof(ClusterFormation.KubernetesApi))]
    public void What_is_not_said_follows_from_the_seeds(string formation, string seeds, string expected) =>
        ClusterFormations.Of(Read(("cluster-formation", formation), ("cluster-seeds", seeds))).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("seeds", "")]
    [InlineData("lease", "a:1")]
    [InlineData("kubernetes-api", "a:1")]
    public void A_contradiction_is_refused(string formation, string seeds) =>
        Should.Throw<SettingsException>(() => ClusterFormations.Of(Read(("cluster-formation", formation), ("cluster-seeds", seeds)))).Message.ShouldContain("--cluster-seeds");

    [Fact]
    public void Management_listens_on_this_host_only_unless_told_otherwise()
    {
        var bootstrap = ReplicaSettings.From(Read(("cluster-formation", "kubernetes-api"), ("cluster-address", "10.0.0.7")), "lynq-system").Bootstrap.ShouldNotBeNull();

        (bootstrap.Host, bootstrap.BindHost, bootstrap.Port, bootstrap.Namespace).ShouldBe(("10.0.0.7", "127.0.0.1", 8558, "lynq-system"));
        ReplicaSettings.From(Read(), "lynq-system").Bootstrap.ShouldBeNull();
    }

    [Fact]
    public void Management_cannot_be_off_when_it_forms_the_cluster() =>
        Should.Throw<SettingsException>(() => ReplicaSettings.From(Read(("cluster-formation", "kubernetes-api"), ("cluster-management-bind-address", "0")), "x"))
            .Message.ShouldContain("--cluster-management-bind-address");

    private static OperatorSettings Read(params (string Name, string Value)[] flags) =>
        SettingsReader.Read(flags.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal), _ => null, ClusterFlags.Among(OperatorFlags.All));
}
