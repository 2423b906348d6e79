using Lynq.Sandbox.Api;

namespace Lynq.Sandbox.Faults;

/// <summary>Which requests a fault meets. Empty members meet all.</summary>
public sealed record FaultRule
{
    /// <summary>What happens.</summary>
    public required Fault Fault { get; init; }

    /// <summary>get, list, watch, create, update, patch, apply, delete or deletecollection; null for all.</summary>
    public string? Verb { get; init; }

    /// <summary>The resource as the request log names it, such as deployments.apps or lynqnodes.operator.lynq.sh/status; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>The namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>How many matching requests pass unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are met after these; null for all that come.</summary>
    public int? Times { get; init; }

    /// <summary>A further condition; null for none.</summary>
    public Func<RecordedRequest, bool>? When { get; init; }

    internal bool Matches(RecordedRequest request) =>
        (Verb is null || Verb == request.Verb) && (Resource is null || Resource == request.Resource)
        && (Namespace is null || Namespace == request.Namespace) && (Name is null || Name == request.Name)
        && (When is null || When(request));
}

/// <summary>The faults that are in force. Rules are tried in the order in which they were added; the first that matches counts.</summary>
public sealed class FaultInjector
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Func<long> _version;
    private int _count;

    internal FaultInjector(Func<long> version) => _version = version;

    /// <summary>Adds a rule. Disposing what is returned takes it back.</summary>
    public IDisposable Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var entry = new Entry(this, rule, _version());
        lock (_gate)
        {
            _entries.Add(entry);
            _count = _entries.Count;
        }

        return entry;
    }

    /// <summary>Takes back all rules.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _count = 0;
        }
    }

    /// <summary>How often faults have struck since the start.</summary>
    public long Struck => Volatile.Read(ref _struck);

    private long _struck;

    internal ActiveFault? Next(RecordedRequest request)
    {
        if (Volatile.Read(ref _count) == 0) return null;
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (!entry.Rule.Matches(request) || !entry.Strikes()) continue;
                _struck++;
                return new ActiveFault(entry.Rule.Fault, entry.Version);
            }
        }

        return null;
    }

    private sealed class Entry(FaultInjector owner, FaultRule rule, long version) : IDisposable
    {
        private int _seen;

        public FaultRule Rule { get; } = rule;

        public long Version { get; } = version;

        public bool Strikes()
        {
            var place = _seen++;
            return place >= Rule.Skip && (Rule.Times is not { } times || place < Rule.Skip + times);
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._entries.Remove(this);
                owner._count = owner._entries.Count;
            }
        }
    }
}

/// <summary>A fault that has struck a request.</summary>
/// <param name="Fault">What happens.</param>
/// <param name="Version">The store's version when its rule was added, for stale reads.</param>
internal sealed record ActiveFault(Fault Fault, long Version)
{
    /// <summary>The error that an <see cref="Fault.Answer"/> or <see cref="Fault.Gone"/> sends; null for other faults.</summary>
    public ApiException? Error() => Fault switch
    {
        Fault.Answer answer => new ApiException(answer.Code, answer.Reason ?? ReasonOf(answer.Code), "an injected fault: " + answer.Code,
            [], answer.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null),
        Fault.Gone => Errors.Gone("an injected fault: the resourceVersion is too old"),
        _ => null,
    };

    private static string ReasonOf(int code) => code switch
    {
        400 => Reasons.BadRequest,
        401 => Reasons.Unauthorized,
        403 => Reasons.Forbidden,
        404 => Reasons.NotFound,
        409 => Reasons.Conflict,
        410 => Reasons.Expired,
        422 => Reasons.Invalid,
        429 => Reasons.TooManyRequests,
        503 => "ServiceUnavailable",
        504 => Reasons.Timeout,
        _ => Reasons.InternalError,
    };
}
