using System.Runtime.InteropServices;

namespace Lynq.Actors.Node.Drift;

/// <summary>
/// Ends a fight: when somebody keeps undoing what we repair, the next repair waits twice as long each time (contract §8.2).
/// </summary>
/// <param name="Repairs">Repairs in a row without a quiet time between them.</param>
/// <param name="LastRepair">When the last one was made.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DriftBreaker(int Repairs, DateTimeOffset LastRepair)
{
    /// <summary>Repairs that are made at once before it counts as a fight.</summary>
    public const int Patience = 5;

    /// <summary>A repair that held this long ends the fight; also the first wait.</summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait between repairs.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Whether this is a fight.</summary>
    public bool IsTripped => Repairs > Patience;

    /// <summary>When the next repair may be made.</summary>
    public DateTimeOffset NextRepairAt => IsTripped ? LastRepair + Wait : LastRepair;

    private TimeSpan Wait
    {
        get
        {
            var wait = QuietTime * Math.Pow(2, Math.Min(Repairs - Patience - 1, 10));
            return wait < LongestWait ? wait : LongestWait;
        }
    }

    /// <summary>The state after a repair.</summary>
    public DriftBreaker Repaired(DateTimeOffset now)
    {
        // A fight goes on as long as the undoing comes within twice the wait that we took.
        var quiet = IsTripped ? Wait * 2 : QuietTime;
        return Repairs > 0 && now - LastRepair < quiet ? new DriftBreaker(Repairs + 1, now) : new DriftBreaker(1, now);
    }
}
