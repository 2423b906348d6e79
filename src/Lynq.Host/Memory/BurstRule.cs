namespace Lynq.Host.Memory;

/// <summary>
/// Tells when a burst of work is over, from how much was allocated between two looks. Pure: state and observation in, state and
/// verdict out.
/// </summary>
/// <param name="Bursting">Much was allocated, and it has not been calm for long enough since.</param>
/// <param name="CalmLooks">Looks in a row with little.</param>
internal readonly record struct BurstRule(bool Bursting, int CalmLooks)
{
    /// <summary>
    /// Bytes between two looks that make a burst. A hundred nodes that are made allocate about 30 MiB, the sync of a thousand
    /// unchanged rows about one.
    /// </summary>
    public const long Much = 16 * 1024 * 1024;

    /// <summary>Looks in a row with less that end it.</summary>
    public const int CalmEnough = 3;

    /// <summary>The state after a look, and whether a burst ended with it.</summary>
    /// <param name="allocated">Bytes allocated since the last look.</param>
    public (BurstRule Next, bool IsOver) Look(long allocated)
    {
        if (allocated >= Much) return (new BurstRule(Bursting: true, CalmLooks: 0), false);
        if (!Bursting) return (this, false);
        var isOver = CalmLooks + 1 >= CalmEnough;
        return (isOver ? default : this with { CalmLooks = CalmLooks + 1 }, isOver);
    }
}
