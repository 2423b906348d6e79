using System.Collections.Immutable;
using Lynq.Crds;
using Lynq.Crds.Validation;
using Lynq.Kubernetes;

namespace Lynq.Actors.Rollout;

/// <summary>What validation says of a form, comparable, so that events are sent on transitions only (contract §7).</summary>
internal sealed record FormVerdict
{
    /// <summary>The messages; empty when the form is valid.</summary>
    public required ImmutableArray<string> Messages { get; init; }

    /// <summary>Reason and text of the particular events that belong to the problems.</summary>
    public ImmutableArray<(string Reason, string Text)> Particulars { get; init; } = [];

    /// <summary>The verdict of a list of problems.</summary>
    public static FormVerdict Of(IReadOnlyList<Problem> problems) => new()
    {
        Messages = [.. problems.Select(p => p.Message)],
        Particulars = [.. problems.Select(p => (Reason: ReasonOf(p.Kind), p.Message)).Where(p => p.Reason.Length > 0)],
    };

    /// <summary>The verdict that a status shows; null when it shows none.</summary>
    public static FormVerdict? From(LynqFormStatus? status) => status?.Conditions.Find(ConditionTypes.Valid) is null
        ? null
        : new FormVerdict { Messages = [.. status.ValidationErrors ?? []] };

    /// <summary>The events that tell the change from an earlier verdict; none when nothing changed.</summary>
    public IEnumerable<(EventType Type, string Reason, string Text)> EventsAfter(FormVerdict? before)
    {
        if (before is not null && before.Messages.SequenceEqual(Messages, StringComparer.Ordinal))
        {
            yield break;
        }

        foreach (var (reason, text) in Particulars)
        {
            if (before is null || !before.Messages.Contains(text, StringComparer.Ordinal))
            {
                yield return (EventType.Warning, reason, text);
            }
        }

        if (Messages.Length > 0)
        {
            yield return (EventType.Warning, EventReasons.ValidationFailed, $"Validation errors: [{string.Join("; ", Messages)}]");
        }
        else
        {
            yield return (EventType.Normal, EventReasons.ValidationPassed, "Template validation passed");
        }
    }

    private static string ReasonOf(ProblemKind kind) => kind switch
    {
        ProblemKind.HubNotFound => EventReasons.HubNotFound,
        ProblemKind.DuplicateIds => EventReasons.DuplicateResourceIDs,
        ProblemKind.Dependency or ProblemKind.EmptyId => EventReasons.DependencyValidationFailed,
        _ => string.Empty,
    };
}
