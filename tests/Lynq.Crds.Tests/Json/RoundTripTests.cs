using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Json;

public sealed class RoundTripTests
{
    [Fact]
    public void A_node_of_the_existing_operator_survives_byte_for_byte() => Survives(ExistingObjects.Node, CrdJson.Default.LynqNode);

    [Fact]
    public void A_hub_of_the_existing_operator_survives_byte_for_byte() => Survives(ExistingObjects.Hub, CrdJson.Default.LynqHub);

    [Fact]
    public void A_form_of_the_existing_operator_survives_byte_for_byte() => Survives(ExistingObjects.Form, CrdJson.Default.LynqForm);

    [Fact]
    public void A_list_keeps_its_items_and_what_it_does_not_know() =>
        Survives(
            $$$"""{"apiVersion":"operator.lynq.sh/v1","items":[{{{ExistingObjects.Node.Trim()}}}],"kind":"LynqNodeList","metadata":{"continue":"abc","remainingItemCount":7,"resourceVersion":"9","zone":1}}""",
            CrdJson.Default.LynqNodeList);

    [Fact]
    public void Changing_one_field_changes_no_other_byte()
    {
        var hub = JsonSerializer.Deserialize(ExistingObjects.Hub, CrdJson.Default.LynqHub)!;
        var changed = hub with { Metadata = hub.Metadata with { Finalizers = [LynqNames.HubFinalizer] } };
        Canonical(changed, CrdJson.Default.LynqHub).ShouldBe(
            ExistingObjects.Hub.Trim().Replace("\"generation\":3", "\"finalizers\":[\"lynq.sh/hub-finalizer\"],\"generation\":3", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_sections_read_as_empty_ones()
    {
        var form = JsonSerializer.Deserialize("""{"metadata":null}""", CrdJson.Default.LynqForm)!;
        form.Kind.ShouldBe("LynqForm");
        form.ApiVersion.ShouldBe("operator.lynq.sh/v1");
        form.Spec.HubId.ShouldBe("");
        form.Metadata.Name.ShouldBeNull();
        form.Spec.AllResources().ShouldBeEmpty();
    }

    private static void Survives<T>(string json, JsonTypeInfo<T> type) =>
        Canonical(JsonSerializer.Deserialize(json, type)!, type).ShouldBe(json.Trim());

    private static string Canonical<T>(T value, JsonTypeInfo<T> type) =>
        CanonicalJson.Write(JsonSerializer.SerializeToElement(value, type));
}
