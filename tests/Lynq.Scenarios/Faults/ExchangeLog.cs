namespace Lynq.Scenarios.Faults;

/// <summary>All requests that passed one or several proxies, in the order of their arrival.</summary>
internal sealed class ExchangeLog
{
    private readonly Lock _gate = new();
    private readonly List<Exchange> _history = [];
    private int _place;

    public IReadOnlyList<Exchange> History
    {
        get
        {
            lock (_gate) return [.. _history];
        }
    }

    /// <summary>The place that the next arrival or answer will get.</summary>
    public int Next
    {
        get
        {
            lock (_gate) return _place + 1;
        }
    }

    /// <summary>How many writes there were that change what the cluster is.</summary>
    public int Writes
    {
        get
        {
            lock (_gate) return _history.Count(exchange => exchange.NeedsLease);
        }
    }

    /// <summary>Waits until so many more requests arrived, or for a while: things shall happen in the middle of others.</summary>
    public async Task ProceedsAsync(int requests, TimeSpan atMost)
    {
        var (seen, until) = (Next, DateTimeOffset.UtcNow + atMost);
        await Eventually.Holds(() => Next >= seen + requests || DateTimeOffset.UtcNow > until, "time passes");
    }

    /// <summary>Notes an arrival and decides on its fault in one step, so that deciding sees requests in their order.</summary>
    public Exchange Arrive(Func<int, Exchange> read, Func<Exchange, Fault?> decide)
    {
        lock (_gate)
        {
            var exchange = read(++_place);
            exchange.Fault = decide(exchange);
            _history.Add(exchange);
            return exchange;
        }
    }

    public void Answer(Exchange exchange, int status)
    {
        lock (_gate) (exchange.Status, exchange.Answered) = (status, ++_place);
    }
}
