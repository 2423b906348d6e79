using Lynq.Actors.Node;
using Lynq.Actors.Operation;
using Lynq.Actors.Tests.Hub;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Operation;

public sealed class ClusterViewTests
{
    private readonly ClusterView _view = new();

    [Fact]
    public void The_nodes_of_a_hub_and_of_a_form_are_found_where_they_belong_now()
    {
        var (acme, globex) = (HubWorld.ANode("acme"), HubWorld.ANode("globex", form: "db"));
        _view.Set(acme);
        _view.Set(globex);
        _view.NodesOf(acme.Hub).ShouldBe([acme, globex], ignoreOrder: true);
        _view.NodesOf(acme.Form).ShouldBe([acme]);

        var moved = acme with { Form = globex.Form, Hub = acme.Hub with { Name = "other" } };
        _view.Set(moved);
        _view.NodesOf(acme.Form).ShouldBeEmpty();
        _view.NodesOf(globex.Form).ShouldBe([moved, globex], ignoreOrder: true);
        _view.NodesOf(moved.Hub).ShouldBe([moved]);
        _view.NodesOf(acme.Hub).ShouldBe([globex]);
    }

    [Fact]
    public void Namespaces_are_told_apart_and_end_with_their_last_node()
    {
        var here = HubWorld.ANode("acme");
        var there = here with { Node = here.Node with { Namespace = "elsewhere" }, Hub = here.Hub with { Namespace = "elsewhere" } };
        _view.Set(here);
        _view.Set(there);
        _view.Nodes.Count().ShouldBe(2);
        _view.NodesOf(here.Hub).ShouldBe([here]);
        _view.Remove(here);
        _view.Node(here.Node).ShouldBeNull();
        _view.NodesOf(here.Hub).ShouldBeEmpty();
        _view.Nodes.ShouldBe([there]);
        _view.Remove(here);
    }

    [Fact]
    public void A_node_and_those_who_asked_for_it_before_it_was_listed_hold_one_copy_of_its_key()
    {
        var asked = _view.Shared(Copy(HubWorld.ANode("acme").Node));
        var listed = _view.Sharing(HubWorld.ANode("acme"));
        listed.Node.Name.ShouldBeSameAs(asked.Name);
        _view.Set(listed);
        _view.Complete();
        _view.Shared(Copy(asked)).Name.ShouldBeSameAs(asked.Name);

        var changed = _view.Sharing(HubWorld.ANode("acme", plan: "pro") with { Node = Copy(asked), RowUid = new string("acme".AsSpan()) });
        changed.Node.Name.ShouldBeSameAs(asked.Name);
        changed.RowUid.ShouldBeSameAs(listed.RowUid);
        changed.RowHash.ShouldNotBe(listed.RowHash);
    }

    [Fact]
    public void A_key_that_no_node_has_stays_what_it_is()
    {
        var key = new NodeKey("tenants", "nobody");
        _view.Shared(key).ShouldBe(key);
        _view.Complete();
        _view.Shared(key).ShouldBe(key);
        _view.Node(key).ShouldBeNull();
    }

    private static NodeKey Copy(NodeKey key) => new(key.Namespace, new string(key.Name.AsSpan()));
}
