namespace Lynq.Kubernetes;

/// <summary>
/// A Lease as last read, and since when it looks like that by our own clock. Others' clocks never count: a lease has run out when it did
/// not change for its whole duration while we looked.
/// </summary>
internal sealed record LeaseObservation(string Version, LeaseRecord Record, TimeSpan Since)
{
    /// <summary>The observation after reading the Lease once more.</summary>
    public static LeaseObservation Next(LeaseObservation? before, string version, LeaseRecord record, TimeSpan now) =>
        before is not null && before.Version == version ? before : new(version, record, now);

    /// <summary>Whether somebody who is not the holder may take it.</summary>
    public bool IsFree(TimeSpan now) => Record.Holder.Length == 0 || now >= Since + TimeSpan.FromSeconds(Record.DurationSeconds);
}
