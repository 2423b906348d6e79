namespace Lynq.Kubernetes;

/// <summary>How the client behaves. The defaults suit an operator.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Field manager of every write that names none (contract §2.2).</summary>
    public string FieldManager { get; init; } = "lynq-operator";

    /// <summary>The <c>User-Agent</c> header.</summary>
    public string UserAgent { get; init; } = "lynq";

    /// <summary>How long one attempt may take from sending to the last byte of the answer. A server that accepts and says nothing is noticed by this.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take to connect, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a watch may be without event or bookmark, where the request says nothing else.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>When and how often failed requests are repeated.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How many requests may be in flight.</summary>
    public FlowOptions Flow { get; init; } = new();

    /// <summary>
    /// Which HTTP versions are spoken over TLS. Measured with small applies on a real API server, both cost client and server about the
    /// same; HTTP/2 needs one connection where HTTP/1.1 needs one for each request in flight and each watch.
    /// </summary>
    public HttpVersions HttpVersions { get; init; } = HttpVersions.Http2WhenOffered;
}

/// <summary>Which HTTP versions are spoken. Without TLS it is always HTTP/1.1.</summary>
public enum HttpVersions
{
    /// <summary>HTTP/2 if the server takes it, else HTTP/1.1.</summary>
    Http2WhenOffered,

    /// <summary>HTTP/1.1 only.</summary>
    Http11,

    /// <summary>HTTP/2 for watches, which then share a connection, and HTTP/1.1 for everything else.</summary>
    Http2ForWatches,
}

/// <summary>When and how often failed requests are repeated.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts in all, the first included; 1 means never again.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Wait before the second attempt; doubles with each, and each is drawn between half of it and all of it.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait of the client's own choosing.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest <c>Retry-After</c> that is waited for here; a longer one is left to the caller.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in all for a request that gets no answer within its time.</summary>
    public int MaxSilentAttempts { get; init; } = 2;
}

/// <summary>How many requests may be in flight, and how fast.</summary>
public sealed record FlowOptions
{
    /// <summary>Requests in flight to begin with.</summary>
    public int Initial { get; init; } = 8;

    /// <summary>Never fewer.</summary>
    public int Min { get; init; } = 2;

    /// <summary>Never more.</summary>
    public int Max { get; init; } = 64;

    /// <summary>Requests a second on average; null for as many as the server takes.</summary>
    public double? Qps { get; init; }

    /// <summary>With <see cref="Qps"/>: how many may go at once after a pause.</summary>
    public int Burst { get; init; } = 20;
}
