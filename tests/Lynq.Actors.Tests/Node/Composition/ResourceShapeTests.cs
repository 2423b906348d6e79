using System.Text;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Composition;

public sealed class ResourceShapeTests
{
    private static readonly ResourceShape Shape = new()
    {
        Id = "web",
        Policies = ResourcePolicies.Of(new ResourceTemplate()),
        Kind = new GroupVersionKind("apps", "v1", "Deployment"),
        Namespace = "tenants",
        DependIds = ["config"],
    };

    [Fact]
    public void Equal_shapes_are_held_once()
    {
        var one = (Shape with { DependIds = ["config"] }).Shared();
        var other = (Shape with { DependIds = ["config"] }).Shared();
        other.ShouldBeSameAs(one);
    }

    public static TheoryData<string> Differences => ["id", "policies", "kind", "namespace", "owned", "dependIds", "ignoreFields", "readyWhen"];

    [Theory]
    [MemberData(nameof(Differences))]
    public void Different_shapes_are_not(string what)
    {
        var other = what switch
        {
            "id" => Shape with { Id = "api" },
            "policies" => Shape with { Policies = Shape.Policies with { Timeout = TimeSpan.FromSeconds(7) } },
            "kind" => Shape with { Kind = new GroupVersionKind("apps", "v1", "StatefulSet") },
            "namespace" => Shape with { Namespace = "others" },
            "owned" => Shape with { Owned = true },
            "dependIds" => Shape with { DependIds = ["secret"] },
            "ignoreFields" => Shape with { IgnoreFields = ["spec.replicas"] },
            _ => Shape with { ReadyWhen = [new ReadyCondition()] },
        };
        other.ShouldNotBe(Shape);
        other.Shared().ShouldNotBeSameAs(Shape.Shared());
    }

    [Fact]
    public void The_objects_of_many_nodes_come_back_from_a_fraction_of_their_bytes()
    {
        var shape = Shape with { Id = "many" };
        var packed = Enumerable.Range(0, 100).Select(i => (Text: Text(i, "1.2.3"), Body: shape.Pack(Encoding.UTF8.GetBytes(Text(i, "1.2.3"))))).ToList();
        packed.ShouldAllBe(one => JsonNode.DeepEquals(one.Body.Unpack(), JsonNode.Parse(one.Text)));
        packed.Skip(1).ShouldAllBe(one => one.Body.Length < one.Text.Length / 5);
    }

    [Fact]
    public void A_form_that_has_changed_a_lot_is_compared_with_its_new_objects()
    {
        var shape = Shape with { Id = "changing" };
        var before = shape.Pack(Encoding.UTF8.GetBytes(Text(1, "1.2.3")));
        var changed = Enumerable.Range(0, 3).Select(i => new JsonObject { ["data"] = string.Concat(Enumerable.Range(0, 300).Select(n => $"{n:x}-")), ["name"] = $"t{i}" }.ToJsonString()).ToList();
        var packed = changed.ConvertAll(text => shape.Pack(Encoding.UTF8.GetBytes(text)));
        packed.Select(body => body.Unpack().ToJsonString()).ShouldBe(changed);
        packed[2].Length.ShouldBeLessThan(20);
        before.Unpack().ToJsonString().ShouldBe(JsonNode.Parse(Text(1, "1.2.3"))!.ToJsonString());
    }

    private static string Text(int i, string version) => $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t{{{i}}}-web","labels":{"lynq.sh/node":"t{{{i}}}-web"},"annotations":{"lynq.sh/applied-hash":"{{{i * 2654435761:x16}}}"}},
        "spec":{"replicas":2,"selector":{"matchLabels":{"app":"t{{{i}}}"} },"template":{"metadata":{"labels":{"app":"t{{{i}}}"} },"spec":{"containers":[{"name":"app","image":"registry.example.com/web:{{{version}}}"}]} } } }
        """;
}
