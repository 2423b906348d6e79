namespace Lynq.Actors.Node.Readiness;

/// <summary>
/// Readiness of kinds we have no rule for: their conditions by the API conventions (contract §11).
/// An object whose controller has not answered yet is not ready for a short grace period, or its dependents would start too early.
/// </summary>
internal static class CustomReadiness
{
    /// <summary>How long an object without any status may be new; after that it is taken for a kind without conditions.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);

    /// <summary>Why a young object is not ready.</summary>
    public const string NoStatusYet = "its controller has not reported a status yet";

    // First present one decides. Synced alone says only that the spec arrived, so it counts together with Ready, which precedes it here.
    private static readonly string[] Positive = ["Ready", "Available", "Established", "Healthy", "Succeeded", "Complete"];

    /// <param name="live">The object.</param>
    /// <param name="age">Time since its desired state was last applied.</param>
    /// <param name="hasController">The kind is a custom one, so some controller is expected to write its status.</param>
    public static ReadinessVerdict Evaluate(LiveStatus live, TimeSpan age, bool hasController)
    {
        if (live.ObservedGeneration is { } observed && observed < live.Generation)
            return ReadinessVerdict.NotReady("its controller has not seen the present generation");
        if (!live.HasConditions)
        {
            var young = hasController && age < GracePeriod && live.Status.ValueKind != System.Text.Json.JsonValueKind.Object;
            return ReadinessVerdict.When(!young, NoStatusYet);
        }

        foreach (var type in Positive)
        {
            if (live.Condition(type) is not { } condition) continue;
            return ReadinessVerdict.When(condition.Status == "True", Describe(type, condition));
        }

        if (live.Condition("Synced") is { } synced) return ReadinessVerdict.When(synced.Status == "True", Describe("Synced", synced));
        return ReadinessVerdict.NotReady("no Ready condition yet");
    }

    private static string Describe(string type, (string Status, string Reason, string Message) condition) =>
        condition.Reason.Length == 0 ? $"{type}={condition.Status}" : $"{type}={condition.Status}: {condition.Reason}";
}
