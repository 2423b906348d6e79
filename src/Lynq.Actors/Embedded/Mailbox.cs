namespace Lynq.Actors.Embedded;

/// <summary>
/// A linked list of envelopes and the state of its actor's schedule, guarded by one lock that is held for a few instructions.
/// A channel per actor would do the same in ten times the memory, which counts with a million idle actors; so does a lock object
/// of its own, so it locks itself, which nobody else does.
/// </summary>
internal sealed class Mailbox
{
    private enum Schedule
    {
        /// <summary>Empty, and nobody runs it.</summary>
        Idle,

        /// <summary>Waiting for a thread, running, or pausing after a failure.</summary>
        Scheduled,

        /// <summary>Ended: senders must find a new actor.</summary>
        Closed,
    }

    private Envelope? _first;
    private Envelope? _last;
    private Schedule _schedule;
    private long _idleSince;

    public int Count { get; private set; }

    /// <summary>Adds a message. False: the mailbox is closed.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="wake">True when the caller must have the actor run.</param>
    public bool TryAdd(Envelope envelope, out bool wake)
    {
        lock (this)
        {
            wake = false;
            if (_schedule == Schedule.Closed)
            {
                return false;
            }

            if (_last is null)
            {
                _first = envelope;
            }
            else
            {
                _last.Next = envelope;
            }

            _last = envelope;
            Count++;
            wake = _schedule == Schedule.Idle;
            _schedule = Schedule.Scheduled;
            return true;
        }
    }

    /// <summary>Takes the next message; null when there is none.</summary>
    public Envelope? Take()
    {
        lock (this)
        {
            if (_first is not { } envelope)
            {
                return null;
            }

            _first = envelope.Next;
            _last = _first is null ? null : _last;
            envelope.Next = null;
            Count--;
            return envelope;
        }
    }

    /// <summary>Lets a running actor rest if nothing waits; the next message wakes it.</summary>
    public bool TryRest(long now)
    {
        lock (this)
        {
            if (Count > 0 || _schedule == Schedule.Closed)
            {
                return _schedule == Schedule.Closed;
            }

            _schedule = Schedule.Idle;
            _idleSince = now;
            return true;
        }
    }

    /// <summary>Closes the mailbox of a running actor if nothing waits in it.</summary>
    public bool TryCloseEmpty()
    {
        lock (this)
        {
            if (Count > 0)
            {
                return false;
            }

            _schedule = Schedule.Closed;
            return true;
        }
    }

    /// <summary>Schedules an actor that has been idle since before a moment, so that it can be asked to end. False: it is not.</summary>
    public bool TryClaimIdle(long idleSinceBefore)
    {
        lock (this)
        {
            if (_schedule != Schedule.Idle || _idleSince > idleSinceBefore)
            {
                return false;
            }

            _schedule = Schedule.Scheduled;
            return true;
        }
    }

    /// <summary>Closes the mailbox and drops what waits in it. Returns the number of messages dropped.</summary>
    public int Close()
    {
        lock (this)
        {
            var dropped = Count;
            for (var envelope = _first; envelope is not null; envelope = envelope.Next)
            {
                envelope.Asker?.TrySetCanceled();
            }

            _first = _last = null;
            Count = 0;
            _schedule = Schedule.Closed;
            return dropped;
        }
    }
}
