using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Readiness;
using Lynq.Actors.Watching;

namespace Lynq.Actors.Node.Drift;

/// <summary>Who else holds fields of an object.</summary>
internal static class FieldOwners
{
    /// <summary>The other manager that wrote last, or null.</summary>
    public static string? LastOther(LiveMetadata live)
    {
        var last = OwnFields.ForeignEntries(live.Json).OrderByDescending(entry => LiveStatus.Text(entry, "time"), StringComparer.Ordinal).Select(entry => LiveStatus.Text(entry, "manager")).FirstOrDefault();
        return string.IsNullOrEmpty(last) ? null : $"manager \"{last}\"";
    }
}
