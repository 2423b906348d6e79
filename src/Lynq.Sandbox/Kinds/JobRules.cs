using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Jobs: their selector is made by the server, their template never changes.</summary>
internal sealed class JobRules : KindRules
{
    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is { } spec) DefaultSpec(spec);
    }

    public static void DefaultSpec(JsonObject spec)
    {
        if (!spec.ContainsKey("completions") && !spec.ContainsKey("parallelism")) spec["completions"] = 1;
        spec.SetDefault("parallelism", 1);
        spec.SetDefault("backoffLimit", 6);
        spec.SetDefault("completionMode", "NonIndexed");
        spec.SetDefault("suspend", false);
        spec.SetDefault("podReplacementPolicy", spec.ContainsKey("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        PodDefaults.Template(spec.Child("template"));
    }

    public override void PrepareCreate(JsonObject value, KindContext context)
    {
        if (value.Child("spec") is not { } spec || spec.Flag("manualSelector")) return;
        var metadata = value.Metadata();
        var (uid, name) = (metadata.Text("uid"), metadata.Text("name"));
        foreach (var labels in (JsonObject[])[spec.Ensure("template").Ensure("metadata").Ensure("labels")])
        {
            labels["batch.kubernetes.io/controller-uid"] = uid;
            labels["batch.kubernetes.io/job-name"] = name;
            labels["controller-uid"] = uid;
            labels["job-name"] = name;
        }

        // As reading a stored job does: without labels of its own it shows its pods'.
        if (metadata.Child("labels") is not { Count: > 0 }) metadata["labels"] = spec["template"]!["metadata"]!["labels"]!.DeepClone();
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid } };
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value) =>
        PodRulesOfSpec.Check(value.Child("spec").Child("template").Child("spec"), "spec.template.spec", "OnFailure,Never");

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live)
    {
        foreach (var name in (string[])["completions", "selector", "template", "completionMode"])
        {
            var after = value.Child("spec")?[name];
            if (!JsonNode.DeepEquals(after, live.Child("spec")?[name])) yield return FieldCause.Invalid("spec." + name, after, "field is immutable");
        }
    }
}
