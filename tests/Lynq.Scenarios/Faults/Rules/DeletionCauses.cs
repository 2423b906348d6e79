namespace Lynq.Scenarios.Faults.Rules;

/// <summary>
/// What may be deleted, and since when: a node because its row was away after the last edition of it that the node has shown,
/// everything else because the node that owns it is being deleted.
/// </summary>
/// <param name="states">All states of all objects.</param>
/// <param name="absences">When rows were away.</param>
/// <param name="editionOf">The edition of its row that a node shows.</param>
internal sealed class DeletionCauses(IReadOnlyList<ObjectState> states, IReadOnlyList<RowAbsence> absences, Func<JsonElement?, int> editionOf)
{
    private readonly ILookup<string, ObjectState> _byUid = states.ToLookup(state => state.Object.Uid()!, StringComparer.Ordinal);

    /// <summary>When the cause for a deletion was there, as a place in the log; null for never.</summary>
    public int? Of(Exchange deletion) => deletion.MeantUid is not { } uid || !_byUid.Contains(uid)
        ? null
        : deletion.Resource == $"{Kinds.Node.Plural}.{Kinds.Node.Group}" ? OfNode(uid, deletion.Name) : OfOwned(uid, deletion.Status == 200);

    private int? OfNode(string uid, string name)
    {
        var shown = _byUid[uid].Max(state => editionOf(state.Object));
        var row = name[..name.LastIndexOf('-')];
        var causes = absences.Where(absence => absence.Row == row && (absence.Node is null ? absence.Edition >= shown : absence.Node == uid)).ToList();
        return causes.Count > 0 ? causes.Min(absence => absence.From) : null;
    }

    // What somebody else had deleted before is not the work of this request: it came too late to do anything, and has its cause all the same.
    private int? OfOwned(string uid, bool isDone)
    {
        var owners = _byUid[uid].SelectMany(state => state.Object.Items("metadata", "ownerReferences")).Select(owner => owner.Text("uid")!).Distinct(StringComparer.Ordinal);
        var gone = _byUid[uid].Where(state => state.Change == WatchEventType.Deleted).Select(state => state.Version).DefaultIfEmpty(long.MaxValue).Min();
        return owners.Any(owner => _byUid[owner].Any(node => node.Object.Text("metadata", "deletionTimestamp") is not null && (!isDone || node.Version < gone))) ? 0 : null;
    }
}
