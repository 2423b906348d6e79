namespace Lynq.Kubernetes.Flow;

/// <summary>
/// Looks for the number of requests in flight at which the server answers most requests a second: one step up or down, measure,
/// keep it if it was worth it. A step up must pay with clearly more throughput, a step down must cost almost none, so that among equals
/// the lowest wins: a small API server answers 4 at a time faster than 32. Pure; all numbers come in.
/// </summary>
internal readonly record struct ConcurrencySearch(int Limit, int Base, double BaseRate, bool GoingUp, int Patience)
{
    private const double WorthIt = 1.05;
    private const double CostsNothing = 0.97;

    public static ConcurrencySearch Start(int limit) => new(limit, limit, 0, GoingUp: true, Patience: 0);

    /// <summary>The next limit after a period in which requests were waiting throughout, so that the limit was what limited.</summary>
    /// <param name="rate">Answers a second in the period.</param>
    /// <param name="options">The bounds.</param>
    public ConcurrencySearch Next(double rate, FlowOptions options)
    {
        if (BaseRate <= 0)
            return Step(Limit, rate, GoingUp, options);
        if (Limit == Base)
            return Patience > 0 ? this with { BaseRate = Blend(rate), Patience = Patience - 1 } : Step(Base, Blend(rate), GoingUp, options);
        var keep = GoingUp ? rate > BaseRate * WorthIt : rate > BaseRate * CostsNothing;
        if (keep)
            return Step(Limit, rate, GoingUp, options);
        // Back to where it was good; rest a few periods before trying the other direction.
        return this with { Limit = Base, GoingUp = !GoingUp, Patience = 3 };
    }

    /// <summary>The server said that it is too much: half, at once, and a rest.</summary>
    public ConcurrencySearch Refused(FlowOptions options)
    {
        var limit = Math.Max(options.Min, Limit / 2);
        return new(limit, limit, 0, GoingUp: true, Patience: 0);
    }

    private ConcurrencySearch Step(int from, double rate, bool up, FlowOptions options)
    {
        var size = Math.Max(1, from / 4);
        var to = Math.Clamp(up ? from + size : from - size, options.Min, options.Max);
        // At a bound: turn around next time.
        return to == from ? new(from, from, rate, !up, Patience: 3) : new(to, from, rate, up, Patience: 0);
    }

    private double Blend(double rate) => (BaseRate * 0.5) + (rate * 0.5);
}
