using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Simulation;

/// <summary>What shall become of a workload, and when.</summary>
internal sealed record WorkloadPlan(Behaviour Behaviour, TimeSpan Delay)
{
    private const string DelayAnnotation = "sandbox.lynq.sh/delay";
    private const string NeverAnnotation = "sandbox.lynq.sh/never";
    private const string FailAnnotation = "sandbox.lynq.sh/fail";

    public static WorkloadPlan Of(JsonObject value, SimulatorOptions options)
    {
        var template = value.Child("spec").Child("template");
        var delay = value.Text("kind") == "Job" ? options.JobDelay ?? options.Delay : options.Delay;
        var tags = template.Child("spec").Objects("containers").Select(container => container.Text("image").Split(':')[^1]).ToHashSet(StringComparer.Ordinal);
        if (tags.Contains("slow")) delay *= 10;
        if (double.TryParse(Annotation(DelayAnnotation), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) delay = TimeSpan.FromSeconds(seconds);
        if (tags.Contains("broken") || Annotation(NeverAnnotation) == "true") return new WorkloadPlan(Behaviour.Never, delay);
        return new WorkloadPlan(tags.Contains("fail") || Annotation(FailAnnotation) == "true" ? Behaviour.Fail : Behaviour.Succeed, delay);

        string? Annotation(string name) =>
            template.Child("metadata").Child("annotations")?[name].AsText() ?? value.Child("metadata").Child("annotations")?[name].AsText();
    }

    /// <summary>What a rollout is about: two objects of one shape differ in nothing that pods would notice.</summary>
    public static string Shape(JsonObject value)
    {
        var spec = value.Child("spec");
        return string.Join('|', spec?["template"]?.ToJsonString(), spec?["replicas"]?.ToJsonString(), spec?["suspend"]?.ToJsonString());
    }
}
