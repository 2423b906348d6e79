namespace Lynq.Kubernetes.Flow;

/// <summary>
/// Looks for the number of requests in flight at which the server answers most requests a second. A step up or down is tried in turn with
/// what is known, period by period, since one period and the next differ by more than a step does. A step up must pay, a step down must
/// cost nothing, so that among equals the lowest wins: a small API server answers 4 at a time faster than 32. Pure; all numbers come in.
/// </summary>
internal readonly record struct ConcurrencySearch
{
    private const double WorthIt = 1.03;
    private const double CostsNothing = 0.99;

    // What differs by this much after one pair of periods needs no second one.
    private const double Obvious = 0.15;
    private const int MostPairs = 4;
    private const int PeriodsOfRest = 12;

    /// <summary>Requests that may be in flight in this period.</summary>
    public int Limit { get; private init; }

    private int Known { get; init; }

    private bool GoingUp { get; init; }

    private int Pairs { get; init; }

    private double TriedAnswers { get; init; }

    private double KnownAnswers { get; init; }

    private int Losses { get; init; }

    private int Resting { get; init; }

    public static ConcurrencySearch Start(int limit) => new() { Limit = limit, Known = limit, GoingUp = true, Resting = 1 };

    /// <summary>What comes after a period in which requests were waiting throughout, so that the limit was what limited.</summary>
    /// <param name="rate">Answers a second in the period.</param>
    /// <param name="options">The bounds.</param>
    public ConcurrencySearch Next(double rate, FlowOptions options)
    {
        if (Resting > 0) return Resting > 1 ? this with { Resting = Resting - 1 } : Try(options);
        if (Limit != Known) return this with { Limit = Known, TriedAnswers = TriedAnswers + rate };
        var judged = this with { KnownAnswers = KnownAnswers + rate, Pairs = Pairs + 1 };
        return judged.Gain switch
        {
            > 0 => (judged with { Known = judged.Tried(options), Losses = 0 }).Try(options),
            < 0 => judged.Lose(options),
            _ => judged with { Limit = judged.Tried(options) },
        };
    }

    /// <summary>The server said that it is too much: half, at once, and a rest.</summary>
    public ConcurrencySearch Refused(FlowOptions options) =>
        new() { Limit = Math.Max(options.Min, Known / 2), Known = Math.Max(options.Min, Known / 2), GoingUp = true, Resting = 4 };

    // Above 0: the step is worth it. Below: it is not. 0: not certain yet.
    private int Gain
    {
        get
        {
            var margin = Pairs < MostPairs ? Obvious / Pairs : 0;
            var gain = (TriedAnswers / KnownAnswers) - (GoingUp ? WorthIt : CostsNothing);
            return gain > margin ? 1 : gain < -margin || Pairs >= MostPairs ? -1 : 0;
        }
    }

    private ConcurrencySearch Try(FlowOptions options)
    {
        var next = this with { Pairs = 0, TriedAnswers = 0, KnownAnswers = 0, Resting = 0 };
        var limit = next.Tried(options);
        // At a bound there is nothing to try.
        return limit == Known ? next.Lose(options) : next with { Limit = limit };
    }

    // Neither direction is better: what is known is good for a while.
    private ConcurrencySearch Lose(FlowOptions options)
    {
        var turned = this with { GoingUp = !GoingUp, Losses = Losses + 1, Limit = Known };
        return turned.Losses < 2 ? turned.Try(options) : turned with { Losses = 0, Resting = PeriodsOfRest };
    }

    private int Tried(FlowOptions options) =>
        Math.Clamp(GoingUp ? Known + Math.Max(1, Known / 2) : Known - Math.Max(1, Known / 3), options.Min, options.Max);
}
