using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Deployments, ReplicaSets, StatefulSets and DaemonSets: a selector and a pod template.</summary>
internal sealed class WorkloadRules(Action<JsonObject> defaults, string[]? mutable = null) : KindRules
{
    public static readonly WorkloadRules Deployment = new(spec =>
    {
        spec.SetDefault("replicas", 1);
        spec.SetDefault("revisionHistoryLimit", 10);
        spec.SetDefault("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.SetDefault("type", "RollingUpdate");
        if (strategy.Text("type") != "RollingUpdate") return;
        strategy.Ensure("rollingUpdate").SetDefault("maxUnavailable", "25%");
        strategy.Ensure("rollingUpdate").SetDefault("maxSurge", "25%");
    });

    public static readonly WorkloadRules ReplicaSet = new(spec => spec.SetDefault("replicas", 1));

    public static readonly WorkloadRules StatefulSet = new(spec =>
    {
        spec.SetDefault("replicas", 1);
        spec.SetDefault("revisionHistoryLimit", 10);
        spec.SetDefault("podManagementPolicy", "OrderedReady");
        spec.Ensure("persistentVolumeClaimRetentionPolicy").SetDefault("whenDeleted", "Retain");
        spec.Ensure("persistentVolumeClaimRetentionPolicy").SetDefault("whenScaled", "Retain");
        var strategy = spec.Ensure("updateStrategy");
        strategy.SetDefault("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate") strategy.Ensure("rollingUpdate").SetDefault("partition", 0);
        foreach (var claim in spec.Objects("volumeClaimTemplates"))
        {
            claim.SetDefault("apiVersion", "v1");
            claim.SetDefault("kind", "PersistentVolumeClaim");
            claim.Ensure("status").SetDefault("phase", "Pending");
            if (claim.Child("spec") is { } claimed) claimed.SetDefault("volumeMode", "Filesystem");
        }
    }, ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"]);

    public static readonly WorkloadRules DaemonSet = new(spec =>
    {
        spec.SetDefault("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.SetDefault("type", "RollingUpdate");
        if (strategy.Text("type") != "RollingUpdate") return;
        strategy.Ensure("rollingUpdate").SetDefault("maxUnavailable", 1);
        strategy.Ensure("rollingUpdate").SetDefault("maxSurge", 0);
    });

    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        defaults(spec);
        PodDefaults.Template(spec.Child("template"));
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        if (spec.Child("selector") is not { Count: > 0 } selector)
        {
            yield return FieldCause.Required("spec.selector");
        }
        else if (!Selectors.Matches(selector, spec.Child("template").Child("metadata").Child("labels")))
        {
            yield return FieldCause.Invalid("spec.template.metadata.labels",
                spec.Child("template").Child("metadata").Child("labels") ?? [], "`selector` does not match template `labels`");
        }

        if (spec.Number("replicas") is < 0 and var replicas)
            yield return FieldCause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        foreach (var cause in PodRulesOfSpec.Check(spec.Child("template").Child("spec"), "spec.template.spec", "Always")) yield return cause;
    }

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live)
    {
        var (after, before) = (value.Child("spec"), live.Child("spec"));
        if (mutable is null)
        {
            if (!JsonNode.DeepEquals(after?["selector"], before?["selector"]))
                yield return FieldCause.Invalid("spec.selector", after?["selector"], "field is immutable");
        }
        else if (!JsonNode.DeepEquals(Fixed(after), Fixed(before)))
        {
            yield return FieldCause.Forbidden("spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }

    private JsonObject Fixed(JsonObject? spec)
    {
        var copy = spec?.Copy() ?? [];
        foreach (var name in mutable!) copy.Remove(name);
        return copy;
    }
}
