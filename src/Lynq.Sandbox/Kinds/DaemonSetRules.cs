using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>DaemonSets: a workload that counts the versions of its template in an annotation.</summary>
internal sealed class DaemonSetRules : KindRules
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public override void Default(JsonObject value)
    {
        WorkloadRules.DaemonSet.Default(value);
        value.Metadata().Ensure("annotations").SetDefault(TemplateGeneration, "0");
    }

    public override void PrepareCreate(JsonObject value, KindContext context) => Annotate(value, 1);

    public override void PrepareUpdate(JsonObject value, JsonObject live, KindContext context)
    {
        var before = live.Child("metadata").Child("annotations").Text(TemplateGeneration);
        var changed = !JsonNode.DeepEquals(value.Child("spec")?["template"], live.Child("spec")?["template"]);
        Annotate(value, (long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0) + (changed ? 1 : 0));
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value) => WorkloadRules.DaemonSet.Validate(value);

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live) => WorkloadRules.DaemonSet.ValidateUpdate(value, live);

    private static void Annotate(JsonObject value, long count) =>
        value.Metadata().Ensure("annotations")[TemplateGeneration] = count.ToString(CultureInfo.InvariantCulture);
}
