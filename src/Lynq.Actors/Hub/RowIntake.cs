using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Sources;

namespace Lynq.Actors.Hub;

/// <summary>
/// Takes in the rows of one sync as they stream by and keeps of each active one only its hash, and the values of those that
/// must travel to nodes. Nothing is acted upon before the stream has ended well (contract §5.6).
/// </summary>
/// <param name="mapping">The mapping that the rows are read with.</param>
/// <param name="known">The row hashes in force, by uid: a duplicate that is in force stays in force.</param>
/// <param name="mustTravel">Whether nodes need the values of a row of this uid and hash.</param>
internal sealed class RowIntake(
    RowMapping mapping, IReadOnlyDictionary<string, UInt128> known, Func<string, UInt128, bool> mustTravel)
{
    private const int RejectedKept = 1000;

    // Mostly as many as the last time: grown step by step it would end up with twice the room, kept until the next sync.
    private readonly Dictionary<string, UInt128> _rows = new(known.Count, StringComparer.Ordinal);
    private readonly Dictionary<string, PackedRow> _travelling = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _rejected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tooLarge = new(StringComparer.Ordinal);
    private int _read;
    private int _rejectedCount;
    private int _impossible;

    /// <summary>Takes in one row.</summary>
    public void Add(Row row)
    {
        _read++;
        if (!row.IsActive)
        {
            return;
        }

        var uid = row.Uid;
        if (UidRules.Problem(uid) is { } problem)
        {
            _impossible += uid.Length > 0 ? 1 : 0;
            Reject(uid, problem);
            return;
        }

        var values = ValuesOf(row, uid);
        var hash = RowHash.Of(values.Activate, values.HostOrUrl, values.Extras);
        if (_rows.TryGetValue(uid, out var rival))
        {
            Reject(uid, "the uid occurs in more than one active row: one of them is used, make it unique");
            if (!Beats(uid, hash, rival))
            {
                return;
            }
        }

        _rows[uid] = hash;
        _travelling.Remove(uid);
        _tooLarge.Remove(uid);
        if (RowSize.Problem(values) is { } excess)
        {
            _tooLarge[uid] = excess;
        }
        else if (mustTravel(uid, hash))
        {
            _travelling[uid] = PackedRow.Of(values);
        }
    }

    /// <summary>What the stream has brought, once it has ended.</summary>
    public SyncedRows Finish() => new()
    {
        Hashes = _rows,
        Travelling = _travelling,
        TooLarge = _tooLarge,
        Rejected = _rejected,
        ReadCount = _read,
        RejectedCount = _rejectedCount,
        ImpossibleCount = _impossible,
    };

    /// <summary>
    /// Which of two rows of a uid is used must not depend on the order in which the server returns them, or nodes would flap:
    /// the one in force, else the one with the smaller hash (contract §3).
    /// </summary>
    private bool Beats(string uid, UInt128 hash, UInt128 rival)
    {
        var inForce = known.TryGetValue(uid, out var current) ? current : (UInt128?)null;
        return rival != inForce && (hash == inForce || hash < rival);
    }

    private void Reject(string uid, string reason)
    {
        _rejectedCount++;
        if (_rejected.Count < RejectedKept || _rejected.ContainsKey(uid))
        {
            _rejected[uid] = reason;
        }
    }

    private NodeRow ValuesOf(Row row, string uid)
    {
        var extras = new Dictionary<string, string>(mapping.Variables.Length, StringComparer.Ordinal);
        for (var i = 0; i < mapping.Variables.Length; i++)
        {
            extras[mapping.Variables[i]] = row.Extra(i);
        }

        return new NodeRow { Uid = uid, Activate = row.Activate, HostOrUrl = row.HostOrUrl ?? string.Empty, Extras = extras };
    }
}
