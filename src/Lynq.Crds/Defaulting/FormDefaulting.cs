namespace Lynq.Crds;

/// <summary>Fills in what a form leaves out (contract §1.4, §17).</summary>
public static class FormDefaulting
{
    /// <summary>A copy of the form with every default of its resources filled in; a timeout of 0 counts as left out.</summary>
    public static LynqForm WithDefaults(this LynqForm form) => form with { Spec = form.Spec.MapResources((_, resource) => Fill(resource)) };

    private static ResourceTemplate Fill(ResourceTemplate resource) => resource with
    {
        CreationPolicy = Or(resource.CreationPolicy, nameof(CreationPolicy.WhenNeeded)),
        DeletionPolicy = Or(resource.DeletionPolicy, nameof(DeletionPolicy.Delete)),
        ConflictPolicy = Or(resource.ConflictPolicy, nameof(ConflictPolicy.Stuck)),
        PatchStrategy = Or(resource.PatchStrategy, "apply"),
        WaitForReady = resource.WaitForReady ?? true,
        SkipOnDependencyFailure = resource.SkipOnDependencyFailure ?? true,
        TimeoutSeconds = resource.TimeoutSeconds is null or 0 ? ResourceDefaults.TimeoutSeconds : resource.TimeoutSeconds,
    };

    private static string Or(string? value, string fallback) => string.IsNullOrEmpty(value) ? fallback : value;
}
