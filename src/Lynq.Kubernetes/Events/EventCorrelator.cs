using System.Globalization;

namespace Lynq.Kubernetes;

/// <summary>
/// Decides what becomes of each event, as client-go does: similar ones are combined, equal ones counted, too many about one object
/// dropped. Used by one loop only.
/// </summary>
internal sealed class EventCorrelator(EventRecorderOptions options)
{
    private readonly RecentlyUsed<SimilarKey, Similar> _similar = new(options.MemorySize);
    private readonly RecentlyUsed<EqualKey, EventSeries> _series = new(options.MemorySize);
    private readonly RecentlyUsed<SpamKey, Allowance> _allowances = new(options.MemorySize);

    public EventDecision Decide(EventNote note, DateTimeOffset now)
    {
        var combined = Combine(note, now, out var isCombined);
        // A combined event has one series, whatever its latest message is.
        var key = new EqualKey(note.Subject.Key, note.Subject.Uid, combined.Type, combined.Reason, combined.Component, isCombined ? "" : combined.Message);
        if (!_allowances.GetOrAdd(new(note.Subject.Key, note.Subject.Uid, note.Component), () => new(options, now)).TryTake(now))
            return new EventDecision.Drop();
        if (_series.TryGet(key, out var series))
        {
            series.Note = combined;
            series.Last = now;
            series.Times++;
            return new EventDecision.Count(series);
        }

        series = new() { Note = combined, Name = NameFor(note.Subject.Key.Name, now), First = now, Last = now };
        _series.Set(key, series);
        return new EventDecision.Create(series);
    }

    /// <summary>The server no longer has the event (they live for an hour): the next is a new one.</summary>
    public static void Restart(EventSeries series)
    {
        series.Name = NameFor(series.Note.Subject.Key.Name, series.Last);
        series.First = series.Last;
        series.Times = 1;
    }

    private EventNote Combine(EventNote note, DateTimeOffset now, out bool isCombined)
    {
        var similar = _similar.GetOrAdd(new(note.Subject.Key, note.Subject.Uid, note.Type, note.Reason, note.Component), () => new(now));
        if (now - similar.Last > options.SimilarWindow)
            similar.Messages.Clear();
        similar.Last = now;
        similar.Messages.Add(note.Message);
        isCombined = similar.Messages.Count >= options.MaxSimilar;
        if (!isCombined)
            return note;
        // Enough is known; which of them goes is not important, that the set stays small is.
        similar.Messages.Remove(similar.Messages.First(message => message != note.Message || similar.Messages.Count == 1));
        similar.Messages.Add(note.Message);
        return note with { Message = EventNote.Cut("(combined from similar events): " + note.Message) };
    }

    private static string NameFor(string subject, DateTimeOffset now)
    {
        var suffix = "." + ((now - DateTimeOffset.UnixEpoch).Ticks * 100).ToString("x", CultureInfo.InvariantCulture);
        var room = 253 - suffix.Length;
        return (subject.Length > room ? subject[..room].TrimEnd('.', '-') : subject) + suffix;
    }

    private readonly record struct SimilarKey(ResourceKey Subject, string Uid, EventType Type, string Reason, string Component);

    private readonly record struct EqualKey(ResourceKey Subject, string Uid, EventType Type, string Reason, string Component, string Message);

    private readonly record struct SpamKey(ResourceKey Subject, string Uid, string Component);

    private sealed class Similar(DateTimeOffset now)
    {
        public HashSet<string> Messages { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset Last { get; set; } = now;
    }

    /// <summary>A bucket of tokens that fills slowly.</summary>
    private sealed class Allowance(EventRecorderOptions options, DateTimeOffset now)
    {
        private double _tokens = options.Burst;
        private DateTimeOffset _filled = now;

        public bool TryTake(DateTimeOffset at)
        {
            _tokens = Math.Min(options.Burst, _tokens + ((at - _filled) / options.RefillInterval));
            _filled = at;
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }
}
