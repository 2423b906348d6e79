using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Inventory;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Inventory;

/// <summary>Contract §8.1 and §10.5.</summary>
public sealed class AppliedKeysTests
{
    [Theory]
    [InlineData("ConfigMap/t/acme-c@c", "ConfigMap", "t", "acme-c", "c")]
    [InlineData("Namespace/acme-ns@ns", "Namespace", "", "acme-ns", "ns")]
    [InlineData("Namespace/t/acme-ns@ns", "Namespace", "t", "acme-ns", "ns")]
    [InlineData("ConfigMap/t-{{ .uid }}/acme-c@c", "ConfigMap", "", "acme-c", "c")]
    [InlineData("ConfigMap/{{ .uid | replace \"/\" \"-\" }}/acme-c@c", "ConfigMap", "", "acme-c", "c")]
    [InlineData("ConfigMap/t/@c", "ConfigMap", "t", "", "c")]
    [InlineData("ConfigMap/t/{{ .uid }}-c@c", "ConfigMap", "t", "", "c")]
    public void All_historical_spellings_are_read(string key, string kind, string ns, string name, string id)
    {
        var entry = AppliedKeys.Parse(key).ShouldNotBeNull();
        (entry.Kind.Kind, entry.Namespace, entry.Name, entry.Id).ShouldBe((kind, ns, name, id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ConfigMap")]
    [InlineData("ConfigMap/t/x@")]
    [InlineData("/t/x@c")]
    [InlineData("@c/x")]
    public void Anything_else_names_no_object(string key) => AppliedKeys.Parse(key).ShouldBeNull();

    [Theory]
    [InlineData("ConfigMap/t/acme-c@c", false)]
    [InlineData("ConfigMap/t/acme-c@old-id", false)]
    [InlineData("ConfigMap/{{ .ns }}/acme-c@c", false)]
    [InlineData("ConfigMap/t/@c", false)]
    [InlineData("ConfigMap/acme-c@c", false)]
    [InlineData("Namespace/t/acme-ns@ns", false)]
    [InlineData("ConfigMap/t/acme-old@c", true)]
    [InlineData("ConfigMap/u/acme-c@c", true)]
    [InlineData("Secret/t/acme-c@c", true)]
    [InlineData("ConfigMap/t/other@gone", true)]
    [InlineData("ConfigMap/t/whatever@broken", false)]
    public void Only_an_object_that_no_resource_makes_any_more_is_an_orphan(string key, bool orphan)
    {
        ResourcePlan[] plans =
        [
            Plan("c", "ConfigMap", "t", "acme-c"),
            Plan("ns", "Namespace", "", "acme-ns"),
            new ResourcePlan { Shape = new ResourceShape { Id = "broken", Policies = default }, Error = "cannot be rendered" },
        ];
        OrphanPlan.Of([AppliedKeys.Parse(key)!.Value], plans).Count.ShouldBe(orphan ? 1 : 0);
    }

    [Fact]
    public void A_rename_knows_its_successor() =>
        OrphanPlan.Of([AppliedKeys.Parse("ConfigMap/t/acme-old@c")!.Value], [Plan("x", "Secret", "t", "s"), Plan("c", "ConfigMap", "t", "acme-c")])[0].Successor.ShouldBe(1);

    private static ResourcePlan Plan(string id, string kind, string ns, string name) => new()
    {
        Shape = new ResourceShape { Id = id, Policies = ResourcePolicies.Of(new ResourceTemplate()), Kind = new GroupVersionKind("", "v1", kind), Namespace = ns },
        Name = name,
    };
}
