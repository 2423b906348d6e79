using Lynq.Actors.Watching;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Watching;

public sealed class TrackingLabelsTests
{
    private static readonly string Long = new('a', 100);

    [Fact]
    public void A_short_name_is_its_own_label() => TrackingLabels.Value("acme-web").ShouldBe("acme-web");

    [Fact]
    public void A_long_name_is_shortened_to_63_characters_that_tell_it_from_others()
    {
        TrackingLabels.Value(Long).Length.ShouldBe(63);
        TrackingLabels.Value(Long).ShouldNotBe(TrackingLabels.Value(Long + "b"));
    }

    [Fact]
    public void The_annotation_leads_from_a_shortened_label_to_the_node() =>
        NodeOf(TrackingLabels.Value(Long), Long).ShouldBe(new NodeKey("shop", Long));

    [Fact]
    public void An_annotation_that_the_label_was_not_made_from_redirects_nothing() =>
        NodeOf("acme-web", Long).ShouldBe(new NodeKey("shop", "acme-web"));

    [Fact]
    public void An_object_without_tracking_labels_belongs_to_no_node() => TrackingLabels.NodeOf(_ => null, _ => null).ShouldBeNull();

    private static NodeKey? NodeOf(string label, string annotation) => TrackingLabels.NodeOf(
        key => key == LynqLabels.Node ? label : key == LynqLabels.NodeNamespace ? "shop" : null,
        key => key == LynqLabels.Node ? annotation : null);
}
