using System.Collections.Immutable;
using System.Text;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Crds;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Hub.HubWorld;

namespace Lynq.Actors.Tests.Hub;

/// <summary>
/// Explores every interleaving of syncs, the guard and approvals for a small hub: rows that go while a sync reads, a table that
/// is emptied or cannot be read, an approval of what was shown earlier, nodes that people remove by hand, a hub actor that starts
/// anew at any step. No node is deleted that the last good sync has seen, nor without the guard's consent to exactly the nodes
/// that go; and what was held once goes by approval only, unless rows come back.
/// </summary>
public sealed class HubModelTests
{
    private static readonly DeletionGuard Guard = new() { MinNodes = 2, MaxPercent = 50 };

    private static readonly string[] Uids = ["a", "b", "c"];

    [Theory]
    [InlineData(3, 0, 0, 0, 0)]
    [InlineData(2, 1, 1, 0, 0)]
    [InlineData(2, 1, 0, 1, 0)]
    [InlineData(2, 2, 0, 0, 0)]
    [InlineData(2, 1, 0, 0, 2)]
    [InlineData(2, 0, 0, 1, 1)]
    public void Nothing_is_deleted_without_a_good_sync_and_the_guards_consent(int changes, int approvals, int outages, int crashes, int removals)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<World>();
        stack.Push(World.Start(changes, approvals, outages, crashes, removals));
        var (deletions, holds, ends) = (0, 0, 0);
        while (stack.TryPop(out var world))
        {
            if (!seen.Add(world.Fingerprint())) continue;
            deletions += world.InFlight.Count;
            holds += world.State.Held is null ? 0 : 1;
            var successors = world.Next().ToList();
            if (world.IsQuiet)
            {
                ends++;
                world.AssertRest();
            }

            foreach (var next in successors) stack.Push(next);
        }

        ends.ShouldBeGreaterThan(0);
        deletions.ShouldBeGreaterThan(0);
        holds.ShouldBeGreaterThan(0);
    }

    private sealed record World
    {
        public required HubState State { get; init; }

        public required LynqHub Hub { get; init; }

        /// <summary>uids of the table's rows; null while it cannot be read.</summary>
        public required ImmutableSortedSet<string> Table { get; init; }

        public bool IsBroken { get; init; }

        /// <summary>What a sync that is under way has read; null when none is.</summary>
        public ImmutableSortedSet<string>? Reading { get; init; }

        public bool ReadFails { get; init; }

        /// <summary>What the last good sync of this incarnation brought.</summary>
        public ImmutableSortedSet<string>? LastRead { get; init; }

        /// <summary>Number of each LynqNode that exists, by uid: a new object has a new number.</summary>
        public required ImmutableSortedDictionary<string, int> Nodes { get; init; }

        /// <summary>Nodes whose change the hub has not observed.</summary>
        public ImmutableSortedSet<string> Unobserved { get; init; } = [];

        /// <summary>Deletions on their way to the server: uid of the row and number of the object.</summary>
        public ImmutableSortedSet<(string Uid, int Number)> InFlight { get; init; } = [];

        public int Changes { get; init; }

        public int Approvals { get; init; }

        public int Outages { get; init; }

        public int Crashes { get; init; }

        public int Removals { get; init; }

        /// <summary>What the guard has held since rows last came back: uid of the row and number of the object.</summary>
        public ImmutableSortedSet<(string Uid, int Number)> HeldOnce { get; init; } = [];

        /// <summary>A sync has ended since anything was last observed, late enough to tell again what is under way.</summary>
        public bool IsCurrent { get; init; }

        public bool IsQuiet => IsCurrent && Reading is null && Unobserved.IsEmpty && InFlight.IsEmpty && !IsBroken && LastRead is { } read && read.SetEquals(Table);

        public static World Start(int changes, int approvals, int outages, int crashes, int removals)
        {
            var hub = AHub(guard: Guard);
            var state = HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, hub).State, Form()).State;
            state = Uids.Aggregate(state, (s, uid) => HubDecisions.OnNode(s, Digest(uid, 1)).State);
            var world = new World
            {
                State = state,
                Hub = hub,
                Table = [.. Uids],
                Nodes = Uids.ToImmutableSortedDictionary(uid => uid, _ => 1),
                Changes = changes,
                Approvals = approvals,
                Outages = outages,
                Crashes = crashes,
                Removals = removals,
            };
            return world.EndSync([.. Uids], isLate: true);
        }

        public string Fingerprint()
        {
            var text = new StringBuilder();
            text.AppendJoin(',', Table).Append(IsBroken).Append('|').AppendJoin(',', Reading ?? ["-"]).Append(ReadFails).Append('|').AppendJoin(',', LastRead ?? ["-"]);
            text.Append('|').AppendJoin(',', Nodes).Append('|').AppendJoin(',', Unobserved).Append('|').AppendJoin(',', InFlight);
            text.Append('|').Append(State.Held?.Hash).Append(State.RowsAreRead).Append(State.Failure?.Reason).Append('|').AppendJoin(',', State.Nodes.Values.Select(n => n.ObjectUid).Order(StringComparer.Ordinal));
            text.Append('|').AppendJoin(',', State.Deleting.Select(n => n.Name).Order(StringComparer.Ordinal)).Append('|').AppendJoin(',', State.Told.Keys.Select(n => n.Name).Order(StringComparer.Ordinal)).Append('|').AppendJoin(',', Overdue.Order(StringComparer.Ordinal));
            return text.Append('|').Append(IsCurrent).Append(Hub.Metadata.Annotation(LynqAnnotations.ApproveDeletion)).Append(Changes).Append(Approvals).Append(Outages).Append(Crashes).Append(Removals)
                .Append('|').AppendJoin(',', HeldOnce).Append('|').AppendJoin(',', State.Held?.Counted.Select(n => n.ObjectUid).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()).Append(State.Held?.Insists).Append(State.HeldAtStart)
                .Append('|').AppendJoin(',', State.Consented.Order(StringComparer.Ordinal)).Append(HubStatusRule.HeldReason(Hub)).ToString();
        }

        public IEnumerable<World> Next()
        {
            if (Reading is null) yield return this with { Reading = Table, ReadFails = IsBroken };
            else yield return ReadFails ? (this with { Reading = null }).After(HubDecisions.OnSyncFailed(State, new SyncFailure("QueryFailed", "x"))) : EndSync(Reading, isLate: false);
            if (Reading is not null && !ReadFails) yield return EndSync(Reading, isLate: true);
            foreach (var uid in Unobserved) yield return Observe(uid);
            foreach (var flight in InFlight) yield return Land(flight);
            if (Changes > 0)
            {
                foreach (var uid in Table) yield return this with { Table = Table.Remove(uid), Changes = Changes - 1 };
                foreach (var uid in Uids.Where(u => !Table.Contains(u))) yield return this with { Table = Table.Add(uid), Changes = Changes - 1 };
                yield return this with { Table = [], Changes = Changes - 1 };
            }

            if (Approvals > 0 && State.Held is { } held) yield return Approve(held.Hash);
            if (Outages > 0 && !IsBroken) yield return this with { IsBroken = true, Outages = Outages - 1 };
            if (IsBroken) yield return this with { IsBroken = false };
            if (Crashes > 0) yield return Crash();
            foreach (var uid in Removals > 0 ? Nodes.Keys : []) yield return this with { Nodes = Nodes.Remove(uid), Unobserved = Unobserved.Add(uid), Removals = Removals - 1 };
        }

        /// <summary>At rest the nodes are the rows, unless the guard holds some back; and one more sync does nothing.</summary>
        public void AssertRest()
        {
            if (State.Held is null) Nodes.Keys.ShouldBe(Table, Fingerprint());
            else Nodes.Keys.Except(Table).ShouldBe(State.Held.Nodes.Select(n => n.Name.Split('-')[0]), Fingerprint());
            var again = SyncAt(LastSync + Telling.OverdueAfter, State, [.. Table.Select(uid => Row(uid))]);
            again.Desired().ShouldBeEmpty(Fingerprint());
            again.Deleted().ShouldBeEmpty(Fingerprint());
            again.Events().ShouldBeEmpty(Fingerprint());
        }

        /// <summary>A sync ends: at once after the last one, or so late that all wishes under way are overdue.</summary>
        private World EndSync(ImmutableSortedSet<string> rows, bool isLate) =>
            (this with { Reading = null, LastRead = rows, IsCurrent = isLate, HeldOnce = HeldOnce.Any(h => rows.Contains(h.Uid)) ? [] : HeldOnce })
            .After(SyncAt(LastSync + (isLate ? Telling.OverdueAfter : TimeSpan.Zero), State, [.. rows.Select(uid => Row(uid))]));

        private DateTimeOffset LastSync => State.LastSync?.EndedAt ?? Now;

        private IEnumerable<string> Overdue => State.Told.Where(told => told.Value.IsToBeRepeated(Repetition.WhenOverdue, LastSync)).Select(told => told.Key.Name);

        private World Observe(string uid)
        {
            var world = this with { Unobserved = Unobserved.Remove(uid), IsCurrent = false };
            return world.After(Nodes.TryGetValue(uid, out var number)
                ? HubDecisions.OnNode(State, Digest(uid, number))
                : HubDecisions.OnNodeGone(State, NodeKey.For(Web, uid)));
        }

        /// <summary>The server deletes the object that was meant, and no successor of its name.</summary>
        private World Land((string Uid, int Number) flight)
        {
            var isMeant = Nodes.TryGetValue(flight.Uid, out var number) && number == flight.Number;
            return this with
            {
                InFlight = InFlight.Remove(flight),
                Nodes = isMeant ? Nodes.Remove(flight.Uid) : Nodes,
                Unobserved = isMeant ? Unobserved.Add(flight.Uid) : Unobserved,
            };
        }

        private World Approve(string hash)
        {
            var hub = AHub(guard: Guard, annotations: [(LynqAnnotations.ApproveDeletion, hash)]) with { Status = Hub.Status };
            return (this with { Hub = hub, Approvals = Approvals - 1 }).After(HubDecisions.OnHub(State, hub));
        }

        /// <summary>The successor knows what the informers have observed; a read under way and its rows are lost.</summary>
        private World Crash()
        {
            var state = State.Nodes.Values.Aggregate(HubState.Empty, (s, node) => s.WithNode(node));
            state = state with { Rows = HubDecisions.RowsOfNodes(state), Forms = State.Forms };
            var hub = Hub with { Status = HubStatusRule.Of(State, Now) };
            var world = this with { State = state, Hub = hub, Reading = null, LastRead = null, Crashes = Crashes - 1 };
            return world.After(HubDecisions.OnHub(state, hub));
        }

        private World After(HubDecision decision)
        {
            var world = this with { State = decision.State };
            var deletions = decision.Effects.OfType<HubEffect.Delete>().Select(d => d.Node).ToList();
            if (deletions.Count > 0) AssertConsent(decision.State, deletions);
            foreach (var node in deletions) world = world with { InFlight = world.InFlight.Add(ObjectOf(node)), HeldOnce = world.HeldOnce.Remove(ObjectOf(node)) };
            foreach (var node in decision.State.Held?.Counted ?? []) world = world with { HeldOnce = world.HeldOnce.Add(ObjectOf(node)) };
            foreach (var wish in decision.Desired())
            {
                var uid = wish.Node.Name.Split('-')[0];
                if (world.Nodes.ContainsKey(uid)) continue;
                world = world with { Nodes = world.Nodes.Add(uid, Uids.Length + Changes + Crashes + Approvals + Removals), Unobserved = world.Unobserved.Add(uid) };
            }

            return world;
        }

        private void AssertConsent(HubState state, List<NodeDigest> deletions)
        {
            LastRead.ShouldNotBeNull("only a good sync may delete");
            foreach (var node in deletions) LastRead.ShouldNotContain(node.RowUid, Fingerprint());
            var existing = State.Nodes.Values.Count(n => !State.Deleting.Contains(n.Node));
            var mustHold = (LastRead.IsEmpty && existing > 1) || (deletions.Count >= 2 && deletions.Count * 100 > 50 * existing);
            if (mustHold || deletions.Exists(n => HeldOnce.Contains(ObjectOf(n)))) (Hub.Metadata.Annotation(LynqAnnotations.ApproveDeletion) ?? "").ShouldBe(HeldDeletions.HashOf(deletions), Fingerprint());
        }

        private static (string Uid, int Number) ObjectOf(NodeDigest node) => (node.RowUid, int.Parse(node.ObjectUid, System.Globalization.CultureInfo.InvariantCulture));

        private static NodeDigest Digest(string uid, int number) => ANode(uid) with { ObjectUid = number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }
}
