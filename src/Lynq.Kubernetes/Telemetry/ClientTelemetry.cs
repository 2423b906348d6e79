using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lynq.Kubernetes;

/// <summary>Names under which the client reports what it does.</summary>
public static class ClientTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Lynq.Kubernetes";

    internal static readonly ActivitySource Activities = new(Name);

    internal static readonly Meter Meter = new(Name);

    /// <summary>Attempts by verb, resource and code (0: no answer).</summary>
    internal static readonly Counter<long> Requests = Meter.CreateCounter<long>("lynq.kubernetes.requests", "{request}", "Requests sent to the API server, repeats included");

    /// <summary>Duration of attempts by verb and resource.</summary>
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("lynq.kubernetes.request.duration", "s", "From sending to the last byte of the answer");

    /// <summary>Repeats by verb and reason.</summary>
    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>("lynq.kubernetes.retries", "{request}", "Requests sent again after a failure");

    /// <summary>Time spent waiting for a turn, by priority.</summary>
    internal static readonly Histogram<double> Throttled = Meter.CreateHistogram<double>("lynq.kubernetes.throttle.duration", "s", "Waiting for a turn before sending");

    /// <summary>Requests in flight, watches not counted.</summary>
    internal static readonly UpDownCounter<int> InFlight = Meter.CreateUpDownCounter<int>("lynq.kubernetes.in_flight", "{request}", "Requests in flight, watches not counted");

    /// <summary>Watches that were opened, by resource.</summary>
    internal static readonly Counter<long> Watches = Meter.CreateCounter<long>("lynq.kubernetes.watches", "{watch}", "Watches opened");

    /// <summary>Full lists made by informers, by resource and reason.</summary>
    internal static readonly Counter<long> Relists = Meter.CreateCounter<long>("lynq.kubernetes.relists", "{list}", "Full lists made by informers");

    /// <summary>Events not published, by cause.</summary>
    internal static readonly Counter<long> EventsDropped = Meter.CreateCounter<long>("lynq.kubernetes.events.dropped", "{event}", "Events not published");
}
