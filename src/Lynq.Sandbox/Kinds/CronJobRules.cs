using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>CronJobs.</summary>
internal sealed class CronJobRules : KindRules
{
    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        spec.SetDefault("concurrencyPolicy", "Allow");
        spec.SetDefault("suspend", false);
        spec.SetDefault("successfulJobsHistoryLimit", 3);
        spec.SetDefault("failedJobsHistoryLimit", 1);
        if (spec.Child("jobTemplate") is not { } template) return;
        template.Ensure("metadata");
        // A job's own defaults come when the job is made; only its pod's are shown here.
        PodDefaults.Template(template.Child("spec").Child("template"));
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        var schedule = spec.Text("schedule");
        if (schedule.Length == 0)
            yield return FieldCause.Required("spec.schedule");
        else if (!schedule.StartsWith('@') && schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
            yield return FieldCause.Invalid("spec.schedule", schedule, "expected exactly 5 fields, found other: [" + schedule + "]");
        var pod = spec.Child("jobTemplate").Child("spec").Child("template").Child("spec");
        foreach (var cause in PodRulesOfSpec.Check(pod, "spec.jobTemplate.spec.template.spec", "OnFailure,Never")) yield return cause;
    }
}
