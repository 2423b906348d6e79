namespace Lynq.Crds;

/// <summary>Reads and changes lists of conditions by the API conventions (contract §13).</summary>
public static class ConditionList
{
    /// <summary>The condition of this type, or null.</summary>
    public static Condition? Find(this IReadOnlyList<Condition>? conditions, string type) =>
        conditions?.FirstOrDefault(c => c.Type == type);

    /// <summary>True when the condition exists and its status is True.</summary>
    public static bool IsTrue(this IReadOnlyList<Condition>? conditions, string type) =>
        conditions.Find(type)?.Status == ConditionStatus.True;

    /// <summary>
    /// A list in which this condition is as given. Its transition time changes only when its status does; the very
    /// same list comes back when nothing differs, so that reference equality tells whether to write.
    /// </summary>
    /// <param name="conditions">The present list; null counts as empty.</param>
    /// <param name="desired">The condition; its transition time is ignored.</param>
    /// <param name="now">The present time, kept to whole seconds as the API server does.</param>
    public static IReadOnlyList<Condition> With(this IReadOnlyList<Condition>? conditions, Condition desired, DateTimeOffset now)
    {
        conditions ??= [];
        var present = conditions.Find(desired.Type);
        if (present is null)
            return [.. conditions, desired with { LastTransitionTime = WholeSeconds(now) }];
        var changed = present with
        {
            Status = desired.Status,
            Reason = desired.Reason,
            Message = desired.Message,
            ObservedGeneration = desired.ObservedGeneration,
            LastTransitionTime = present.Status == desired.Status ? present.LastTransitionTime ?? WholeSeconds(now) : WholeSeconds(now),
        };
        return changed == present ? conditions : [.. conditions.Select(c => ReferenceEquals(c, present) ? changed : c)];
    }

    /// <summary>The list without conditions of this type; the very same list when there is none.</summary>
    public static IReadOnlyList<Condition> Without(this IReadOnlyList<Condition>? conditions, string type) =>
        conditions.Find(type) is null ? conditions ?? [] : [.. conditions!.Where(c => c.Type != type)];

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond));
}
