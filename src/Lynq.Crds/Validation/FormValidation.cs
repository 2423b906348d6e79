using Lynq.Crds.JsonPaths;

namespace Lynq.Crds.Validation;

/// <summary>The rules for forms (contract §7, §17), in the contract's order.</summary>
public static class FormValidation
{
    /// <summary>Checks a form. All errors are returned; an admission webhook reports the first.</summary>
    public static ValidationResult Validate(LynqForm form, FormValidationContext context)
    {
        var resources = Located.Of(form.Spec);
        var paths = resources.SelectMany(r => PathProblems(r, context.Previous)).ToLookup(p => p.Kind == ProblemKind.Advice);
        return new(
            [
                .. HubErrors(form, context),
                .. DuplicateErrors(resources),
                .. EmptyIdErrors(resources),
                .. DependencyErrors(resources),
                .. resources.SelectMany(r => TemplateErrors(r, context.Inspect)),
                .. paths[false],
                .. resources.SelectMany(ReadyWhenErrors),
            ],
            [.. paths[true], .. FormAdvice.Of(form, resources, context)]);
    }

    private static IEnumerable<Problem> HubErrors(LynqForm form, FormValidationContext context)
    {
        var hub = form.Spec.HubId;
        if (hub.Length == 0)
            yield return new(ProblemKind.Required, "spec.hubId", "hubId is required");
        else if (context.HubKnowledge == HubKnowledge.Missing)
            yield return new(ProblemKind.HubNotFound, "spec.hubId", $"hub '{hub}' not found in namespace '{form.Metadata.Namespace}'");

        // The API server refuses this by a rule of the schema; old ones cannot.
        if (context.Previous is { Spec.HubId: { Length: > 0 } before } && before != hub)
            yield return new(ProblemKind.Immutable, "spec.hubId", "hubId is immutable");
    }

    private static IEnumerable<Problem> DuplicateErrors(IReadOnlyList<Located> resources)
    {
        var twice = resources.Where(r => r.Resource.Id.Length > 0).GroupBy(r => r.Resource.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList();
        if (twice.Count > 0)
        {
            yield return new(
                ProblemKind.DuplicateIds,
                $"{twice[0].ElementAt(1).Path}.id",
                $"duplicate resource IDs found: [{string.Join(", ", twice.Select(g => g.Key))}]");
        }
    }

    private static IEnumerable<Problem> EmptyIdErrors(IReadOnlyList<Located> resources) => resources
        .Where(r => r.Resource.Id.Length == 0)
        .Select(r => new Problem(ProblemKind.EmptyId, $"{r.Path}.id", "the resource has no id: non-empty ID required"));

    private static IEnumerable<Problem> DependencyErrors(IReadOnlyList<Located> resources)
    {
        foreach (var problem in DependencyCheck.Run(resources.Select(r => r.Resource).Where(r => r.Id.Length > 0)))
        {
            var at = problem switch
            {
                DependencyProblem.Missing missing => missing.Id,
                DependencyProblem.Cycle cycle => cycle.Ids[0],
                _ => "",
            };
            yield return new(
                ProblemKind.Dependency,
                $"{resources.First(r => r.Resource.Id == at).Path}.dependIds",
                $"dependency validation failed: {problem}");
        }
    }

    private static IEnumerable<Problem> TemplateErrors(Located located, TemplateInspector inspect) =>
        from template in FormTemplates.Of(located.Resource)
        let error = inspect(template.Text).Error
        where error is not null
        select new Problem(
            ProblemKind.Template,
            $"{located.Path}.{template.Path}",
            $"template validation failed: invalid {template.Field} in resource '{located.Resource.Id}': {error}");

    private static IEnumerable<Problem> ReadyWhenErrors(Located located)
    {
        var index = 0;
        foreach (var condition in located.Resource.ReadyWhen ?? [])
        {
            var path = $"{located.Path}.readyWhen[{index++}].path";
            if (!JsonPath.TryParse(condition.Path, out _, out var error))
                yield return new(ProblemKind.Invalid, path, $"invalid readyWhen in resource '{located.Resource.Id}': invalid JSONPath \"{condition.Path}\": {error}");
        }
    }

    // Paths that an earlier version accepted must not make the form uneditable: only new ones are refused (contract §10.6).
    private static IEnumerable<Problem> PathProblems(Located located, LynqForm? previous)
    {
        var known = previous?.Spec.AllResources().FirstOrDefault(r => r.Resource.Id == located.Resource.Id).Resource?.IgnoreFields ?? [];
        var index = 0;
        foreach (var text in located.Resource.IgnoreFields ?? [])
        {
            var path = $"{located.Path}.ignoreFields[{index++}]";
            if (!JsonPath.TryParse(text, out _, out var error))
            {
                yield return new(
                    known.Contains(text, StringComparer.Ordinal) ? ProblemKind.Advice : ProblemKind.IgnoreFields,
                    path,
                    $"ignoreFields validation failed: invalid ignoreFields in resource '{located.Resource.Id}': invalid JSONPath \"{text}\": {error}");
            }
        }
    }
}
