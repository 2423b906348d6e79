namespace Lynq.Kubernetes.Transport;

/// <summary>Decides whether a failed request is sent again, and when. Pure: randomness and the count of attempts come in.</summary>
internal static class RetryPolicy
{
    /// <summary>How long to wait before the next attempt; null to give up.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="attempt">How many attempts were made, 1 and up.</param>
    /// <param name="random">Between 0 and 1.</param>
    /// <param name="options">The limits.</param>
    public static TimeSpan? Decide(KubernetesException failure, int attempt, double random, RetryOptions options)
    {
        if (attempt >= options.MaxAttempts || !MayRepeat(failure))
            return null;
        if (failure.Reason == StatusReasons.NoAnswer && attempt >= options.MaxSilentAttempts)
            return null;
        var own = OwnDelay(attempt, random, options);
        if (failure.RetryAfter is not { } asked)
            return own;
        // The jitter on top keeps many clients that were told the same from coming back in step.
        return asked > options.MaxRetryAfter ? null : asked + (own * 0.5);
    }

    private static bool MayRepeat(KubernetesException failure) => failure.StatusCode switch
    {
        // Refused before anything was done.
        429 => true,
        // A 503 that names a time comes from a server that turned the request away; one without may come from anywhere on the way.
        503 when failure.RetryAfter is not null => true,
        500 or 502 or 503 or 504 => Idempotency.Of(failure.Request),
        0 => failure.Reason switch
        {
            // A certificate does not become right by asking again.
            StatusReasons.TlsFailed or StatusReasons.CredentialsFailed => false,
            _ => FailureReader.NeverSent(failure) || Idempotency.Of(failure.Request),
        },
        _ => false,
    };

    private static TimeSpan OwnDelay(int attempt, double random, RetryOptions options)
    {
        var full = Math.Min(options.BaseDelay.TotalMilliseconds * Math.Pow(2, attempt - 1), options.MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (random / 2)));
    }
}
