namespace Lynq.Sandbox.Faults;

/// <summary>What goes wrong with a request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>Answers with an error Status instead of doing anything.</summary>
    /// <param name="Code">The HTTP status, such as 429, 500, 503.</param>
    /// <param name="Reason">The Status reason; null takes the usual one of the code.</param>
    /// <param name="RetryAfter">Sent as Retry-After header and in the details; whole seconds; null sends none.</param>
    public sealed record Answer(int Code, string? Reason = null, TimeSpan? RetryAfter = null) : Fault;

    /// <summary>Waits before the request is worked on.</summary>
    /// <param name="Time">How long.</param>
    public sealed record Delay(TimeSpan Time) : Fault;

    /// <summary>Closes the connection without an answer, before the request is worked on.</summary>
    public sealed record Drop : Fault;

    /// <summary>Does the work, then closes the connection without an answer: the client cannot know that it was done.</summary>
    public sealed record DropAnswer : Fault;

    /// <summary>Sends only the first bytes of the answer and ends it as if it were complete, so that the JSON is cut.</summary>
    /// <param name="Bytes">How many bytes are sent.</param>
    public sealed record Truncate(int Bytes) : Fault;

    /// <summary>Breaks the connection of a watch after a time.</summary>
    /// <param name="Time">How long it lives.</param>
    public sealed record Cut(TimeSpan Time) : Fault;

    /// <summary>Lets a watch stand without sending anything, and without ending.</summary>
    public sealed record Stall : Fault;

    /// <summary>Answers a watch, or a list with a continue token, with 410 Gone.</summary>
    public sealed record Gone : Fault;

    /// <summary>Answers reads as they would have been answered when the fault was added.</summary>
    public sealed record Stale : Fault;
}
