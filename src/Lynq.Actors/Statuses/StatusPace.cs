using System.Runtime.InteropServices;

namespace Lynq.Actors.Statuses;

/// <summary>
/// How long a status waits for more to come. While changes keep coming the wait doubles up to four times the shortest, so that a
/// burst of thousands of changes costs few writes; after a rest it starts over. Immutable.
/// </summary>
/// <param name="Wait">The wait that was given last; zero before the first.</param>
/// <param name="Due">When it ended, or will end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatusPace(TimeSpan Wait, DateTimeOffset Due)
{
    /// <summary>The pace with the next wait.</summary>
    /// <param name="shortest">The wait after a rest; above 0.</param>
    /// <param name="now">When the change came that the status will show.</param>
    public StatusPace Next(TimeSpan shortest, DateTimeOffset now)
    {
        var isBurst = Wait > TimeSpan.Zero && now - Due < Wait;
        var doubled = Wait * 2 < shortest * 4 ? Wait * 2 : shortest * 4;
        var wait = isBurst ? doubled : shortest;
        return new(wait, now + wait);
    }
}
