using System.Text.Json;

namespace Lynq.Crds.Validation;

/// <summary>Warnings about forms that are allowed but probably not meant (contract §17).</summary>
internal static class FormAdvice
{
    private static readonly string[] BuiltInVariables = ["uid", "activate", "hubId", "templateRef", "namespace"];

    internal static IEnumerable<Problem> Of(LynqForm form, IReadOnlyList<Located> resources, FormValidationContext context)
    {
        if (context.HubKnowledge == HubKnowledge.MissingYet)
            yield return new(ProblemKind.HubNotFound, "spec.hubId", $"hub '{form.Spec.HubId}' does not exist yet: the form has no effect until it does");
        foreach (var problem in resources.SelectMany(r => OfResource(r, context)))
            yield return problem;
    }

    private static IEnumerable<Problem> OfResource(Located located, FormValidationContext context) =>
    [
        .. PolicyAdvice(located),
        .. ObjectAdvice(located),
        .. TemplateAdvice(located, context),
    ];

    private static IEnumerable<Problem> PolicyAdvice(Located located)
    {
        var (resource, policies) = (located.Resource, located.Resource.Policies);
        if (policies.Creation == CreationPolicy.Once && resource.IgnoreFields is { Count: > 0 })
            yield return Advice(located, "ignoreFields", "has no effect with creationPolicy Once, which never changes the object");
        if (located.Array.ImpliedKind == "PersistentVolumeClaim" && policies.Deletion == DeletionPolicy.Delete)
            yield return Advice(located, "deletionPolicy", "Delete removes the volume's data with the row: use Retain to keep it");
        if (resource.RecreateOnImmutable is true && !policies.Recreate)
            yield return Advice(located, "recreateOnImmutable", "has an effect only with patchStrategy replace and deletionPolicy Delete");
        foreach (var (field, key) in Keys(resource).Where(entry => entry.Key.StartsWith(LynqNames.Prefix, StringComparison.Ordinal)))
            yield return new(ProblemKind.ReservedKey, $"{located.Path}.{field}[{key}]", "the prefix lynq.sh/ belongs to the operator, whose own value wins");
    }

    private static IEnumerable<(string Field, string Key)> Keys(ResourceTemplate resource)
    {
        foreach (var key in resource.LabelsTemplate?.Keys ?? [])
            yield return ("labelsTemplate", key);
        foreach (var key in resource.AnnotationsTemplate?.Keys ?? [])
            yield return ("annotationsTemplate", key);
        foreach (var name in (string[])["labels", "annotations"])
        {
            if (resource.Spec is not { ValueKind: JsonValueKind.Object } spec || !spec.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object
                || !metadata.TryGetProperty(name, out var map) || map.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var member in map.EnumerateObject())
                yield return ($"spec.metadata.{name}", member.Name);
        }
    }

    private static IEnumerable<Problem> ObjectAdvice(Located located)
    {
        if (located.Resource.Spec is not { ValueKind: JsonValueKind.Object } spec)
            yield break;
        var hasVersion = spec.TryGetProperty("apiVersion", out _);
        var hasKind = spec.TryGetProperty("kind", out _);
        if (hasVersion && hasKind)
            yield break;
        yield return Advice(located, "spec", !hasVersion && !hasKind && located.Array.ImpliedKind is { } kind
            ? $"has neither apiVersion nor kind: {located.Array.ImpliedApiVersion} {kind} is assumed"
            : "apiVersion and kind are both needed: this resource will fail");
    }

    private static IEnumerable<Problem> TemplateAdvice(Located located, FormValidationContext context)
    {
        var facts = FormTemplates.Of(located.Resource).Select(t => (Template: t, Facts: context.Inspect(t.Text))).ToList();
        foreach (var (template, fact) in facts)
        {
            if (fact.VolatileFunctions.Count > 0)
                yield return Advice(located, template.Path, $"{Joined(fact.VolatileFunctions)} gives another value each time it is rendered");
            if (context.Hub is { } hub && fact.Variables.Where(v => !IsMapped(v, hub)).ToList() is { Count: > 0 } unmapped)
                yield return Advice(located, template.Path, $"hub '{hub.Metadata.Name}' does not map {Joined(unmapped.Select(v => "." + v))}: add it to extraValueMappings or give it a default");
        }

        var placed = facts.Where(f => f.Template.Path is "nameTemplate" or "targetNamespace" or "spec.metadata.name" or "spec.metadata.namespace").ToList();
        if (placed.Exists(f => f.Template.Path is "nameTemplate" or "spec.metadata.name") && placed.TrueForAll(f => f.Facts is { Variables.Count: 0, Error: null }))
            yield return Advice(located, "nameTemplate", "the name has no variable: the nodes of all rows would share one object");
    }

    private static bool IsMapped(string variable, LynqHub hub) =>
        BuiltInVariables.Contains(variable, StringComparer.Ordinal)
        || hub.Spec.ExtraValueMappings?.ContainsKey(variable) is true
        || (variable is "hostOrUrl" or "host" && !string.IsNullOrEmpty(hub.Spec.ValueMappings.HostOrUrl));

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static Problem Advice(Located located, string field, string message) => new(ProblemKind.Advice, $"{located.Path}.{field}", message);
}
