using Lynq.Actors.Node;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Watching;

public sealed class ChildIndexTests
{
    private static readonly NodeKey Node = new("tenants", "acme-web");

    private readonly ChildIndex _index = new();

    [Fact]
    public void What_was_kept_is_given_out_once_and_named_afterwards()
    {
        _index.Set(Child("a"), keepContent: true);
        _index.Set(Child("b"), keepContent: false);
        var (known, unknown) = _index.Take(Node);
        known.Select(child => child.Resource.Name).ShouldBe(["a"]);
        unknown.ShouldBe([new ChildName("tenants", "b")]);
        _index.Take(Node).Known.ShouldBeEmpty();
        _index.Take(Node).Unknown.Select(name => name.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_latest_state_of_an_object_is_the_one_that_is_kept()
    {
        _index.Set(Child("a", "1"), keepContent: true);
        _index.Set(Child("a", "2"), keepContent: true);
        _index.Count.ShouldBe(1);
        _index.Take(Node).Known.Single().ResourceVersion.ShouldBe("2");
    }

    [Fact]
    public void An_object_that_is_gone_is_forgotten_and_the_others_stay()
    {
        foreach (var name in new[] { "a", "b", "c" }) _index.Set(Child(name), keepContent: false);
        _index.Remove(Child("b"));
        _index.Remove(Child("never-there"));
        _index.NamesOf(Node).Select(name => name.Name).ShouldBe(["a", "c"]);
        _index.Has(Child("b")).ShouldBeFalse();
        _index.Has(Child("c")).ShouldBeTrue();
        _index.Remove(Child("a"));
        _index.Remove(Child("c"));
        _index.NamesOf(Node).ShouldBeEmpty();
        _index.Count.ShouldBe(0);
    }

    [Fact]
    public void Nodes_and_namespaces_are_told_apart()
    {
        var other = new NodeKey("tenants", "globex-web");
        _index.Set(Child("a"), keepContent: true);
        _index.Set(Child("a") with { Node = other }, keepContent: true);
        _index.Set(Child("a") with { Resource = new ResourceKey(new GroupVersionKind("", "v1", "ConfigMap"), "elsewhere", "a") }, keepContent: true);
        _index.Count.ShouldBe(3);
        _index.Take(other).Known.Count.ShouldBe(1);
        _index.NamesOf(Node).Select(name => name.Namespace).ShouldBe(["tenants", "elsewhere"]);
        _index.ClearChildren();
        _index.Count.ShouldBe(0);
        _index.Take(Node).Known.ShouldBeEmpty();
    }

    [Fact]
    public void Users_come_and_go_apart_from_objects()
    {
        var other = new NodeKey("tenants", "globex-web");
        _index.Set(Child("a"), keepContent: true);
        _index.IsUser(Node).ShouldBeFalse();
        _index.SetUser(Node, 7);
        _index.SetUser(other, 0);
        _index.SetUser(Node, 8);
        _index.Trim();
        _index.UserCount.ShouldBe(2);
        _index.Users.ShouldBe([Node, other], ignoreOrder: true);
        (_index.AskerOf(Node), _index.AskerOf(other), _index.AskerOf(new NodeKey("tenants", "nobody"))).ShouldBe((8, 0, null));
        _index.NamesOf(Node).Select(name => name.Name).ShouldBe(["a"]);

        _index.ClearChildren();
        _index.Users.ShouldBe([Node, other], ignoreOrder: true);
        _index.Set(Child("a"), keepContent: false);
        _index.RemoveUser(Node).ShouldBeTrue();
        _index.RemoveUser(Node).ShouldBeFalse();
        _index.UserCount.ShouldBe(1);
        _index.Has(Child("a")).ShouldBeTrue();
    }

    private static ChildObserved Child(string name, string version = "1") => new()
    {
        Node = Node,
        Resource = new ResourceKey(new GroupVersionKind("", "v1", "ConfigMap"), "tenants", name),
        Uid = $"uid of {name}",
        ResourceVersion = version,
        Generation = 0,
    };
}
