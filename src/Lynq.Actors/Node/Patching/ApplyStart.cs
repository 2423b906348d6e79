using System.Globalization;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;

namespace Lynq.Actors.Node.Patching;

/// <summary>The annotation <c>lynq.sh/apply-start-time</c>: RFC 3339 with nanoseconds in UTC (contract §2.4).</summary>
internal static class ApplyStart
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    /// <summary>The time on a live object; null when it is missing or no time.</summary>
    public static DateTimeOffset? Of(LiveMetadata live) =>
        DateTimeOffset.TryParse(live.Annotation(LynqAnnotations.ApplyStartTime), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
