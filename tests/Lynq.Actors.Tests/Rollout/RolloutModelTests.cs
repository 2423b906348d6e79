using System.Collections.Immutable;
using System.Text;
using Lynq.Actors.Node;
using Lynq.Actors.Rollout;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Rollout.RolloutWorld;

namespace Lynq.Actors.Tests.Rollout;

/// <summary>
/// Explores every interleaving of a small rollout: messages that arrive early or late, a form that is edited in mid-rollout,
/// and the failure of any actor at any step. What the API server holds is the truth that the bound is judged by.
/// </summary>
public sealed class RolloutModelTests
{
    [Theory]
    [InlineData(3, 1, 1, 0, 1)]
    [InlineData(3, 1, 0, 1, 1)]
    [InlineData(3, 2, 1, 1, 0)]
    [InlineData(4, 2, 1, 0, 0)]
    [InlineData(4, 2, 0, 1, 0)]
    public void Never_are_more_than_maxSkew_nodes_updating_and_all_get_there(
        int nodes, int maxSkew, int rolloutFailures, int nodeFailures, int edits)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<World>();
        stack.Push(World.Start(nodes, maxSkew, rolloutFailures, nodeFailures, edits));
        var ends = 0;
        while (stack.TryPop(out var world))
        {
            if (!seen.Add(world.Fingerprint())) continue;
            world.Updating.ShouldBeLessThanOrEqualTo(maxSkew, world.Fingerprint());
            var successors = world.Next().ToList();
            if (successors.Count == 0)
            {
                ends++;
                world.IsDone.ShouldBeTrue($"stuck at {world.Fingerprint()}");
            }

            foreach (var next in successors) stack.Push(next);
        }

        ends.ShouldBeGreaterThan(0);
        seen.Count.ShouldBeGreaterThan(100);
    }

    private enum Step
    {
        /// <summary>Wants nothing, or does not know that it should.</summary>
        Idle,

        /// <summary>Has asked for a permit.</summary>
        Asked,

        /// <summary>The request is on its way.</summary>
        Asking,

        /// <summary>A grant is on its way or in hand.</summary>
        Granted,

        /// <summary>Has written; its word is on its way.</summary>
        Wrote,
    }

    /// <summary>One node: its actor, its LynqNode, and what the rollout has observed of it.</summary>
    private sealed record Member(string Uid, Step Step, NodeDigest Truth, bool Observed)
    {
        public bool IsSettled => Truth.Settled;
    }

    private sealed record World(
        RolloutState Rollout, ImmutableArray<Member> Members, long Generation, int RolloutFailures, int NodeFailures, int Edits)
    {
        public int Updating => Members.Count(m => !m.IsSettled);

        public bool IsDone => Members.All(m => m.IsSettled && m.Truth.TemplateGeneration == Generation) && Rollout.Slots.IsEmpty;

        private bool IsQuiet => Rollout.QuietUntil is not null;

        public static World Start(int nodes, int maxSkew, int rolloutFailures, int nodeFailures, int edits)
        {
            var members = Enumerable.Range(0, nodes).Select(i => $"n{i}").Select(uid => new Member(uid, Step.Idle, Digest(uid), true)).ToImmutableArray();
            var rollout = RolloutWorld.Start(Form(2, maxSkew, maxFailures: 99), [.. members.Select(m => m.Truth)]);
            return new World(rollout, members, 2, rolloutFailures, nodeFailures, edits);
        }

        public string Fingerprint()
        {
            var text = new StringBuilder();
            foreach (var m in Members)
            {
                text.Append(m.Uid).Append(m.Step).Append(m.Truth.TemplateGeneration).Append('.').Append(m.Truth.Generation).Append('.')
                    .Append(m.Truth.ObservedGeneration).Append(m.Observed ? 'o' : '-').Append(';');
            }

            foreach (var (node, slot) in Rollout.Slots.OrderBy(s => s.Key.Name, StringComparer.Ordinal))
                text.Append(node.Name).Append(slot.FormGeneration).Append(',').Append(slot.Written).Append(',').Append(slot.WrittenBefore).Append(',').Append(slot.GenerationBefore).Append(';');
            foreach (var (node, digest) in Rollout.Nodes.OrderBy(s => s.Key.Name, StringComparer.Ordinal))
                text.Append(node.Name).Append(digest.TemplateGeneration).Append(digest.Generation).Append(digest.ObservedGeneration).Append(';');
            foreach (var waiting in Rollout.Queue) text.Append('q').Append(waiting.Node.Name);
            return text.Append(Generation).Append('/').Append(RolloutFailures).Append(NodeFailures).Append(Edits).Append(IsQuiet).ToString();
        }

        public IEnumerable<World> Next()
        {
            for (var i = 0; i < Members.Length; i++)
            {
                foreach (var next in NextOf(i, Members[i])) yield return next;
            }

            if (Edits > 0) yield return Edit();
            if (RolloutFailures > 0) yield return FailRollout();
            if (RolloutFailures > 0) yield return MoveRollout();

            // The quiet time is longer than any message or write is under way.
            if (IsQuiet && Members.All(m => m.Observed && m.Step is not (Step.Granted or Step.Wrote)))
                yield return After(RolloutDecisions.OnTime(Rollout, Now + RolloutDecisions.QuietAfterFailure));
        }

        private IEnumerable<World> NextOf(int i, Member m)
        {
            var wants = m.Truth.TemplateGeneration != Generation;
            if (m.Step == Step.Idle && wants) yield return With(i, m with { Step = Step.Asking });
            if (m.Step == Step.Asking) yield return With(i, m with { Step = Step.Asked }).After(Request(Rollout, m.Uid));
            if (m.Step == Step.Granted) yield return wants ? Write(i, m) : With(i, m with { Step = Step.Idle }).After(RolloutDecisions.OnReturned(Rollout, ANode(m.Uid), Now));
            if (m.Step == Step.Wrote)
                yield return With(i, m with { Step = Step.Idle }).After(RolloutDecisions.OnUsed(Rollout, ANode(m.Uid), $"object-{m.Uid}", m.Truth.Generation, Now));
            if (!m.Observed) yield return With(i, m with { Observed = true }).After(RolloutDecisions.OnNode(Rollout, m.Truth, Now));
            if (!m.IsSettled) yield return With(i, m with { Truth = m.Truth with { ObservedGeneration = m.Truth.Generation, Ready = true }, Observed = false });
            if (NodeFailures > 0 && m.Step != Step.Idle) yield return With(i, m with { Step = Step.Idle }) with { NodeFailures = NodeFailures - 1 };
            if (m.Step == Step.Idle && !wants && m.Observed && Rollout.Slots.TryGetValue(ANode(m.Uid), out var slot) && slot.Written is null)
                yield return With(i, m with { Step = Step.Granted }); // The grant is sent again after a minute.
            if (m.Step == Step.Asked && IsForgotten(m)) yield return With(i, m with { Step = Step.Asking }); // The hub tells again with its next sync.
        }

        private bool IsForgotten(Member m) =>
            !Rollout.Queue.Any(q => q.Node == ANode(m.Uid)) && !(Rollout.Slots.TryGetValue(ANode(m.Uid), out var slot) && slot.Written is null);

        private World Write(int i, Member m) => With(i, m with
        {
            Step = Step.Wrote,
            Observed = false,
            Truth = m.Truth with { TemplateGeneration = Generation, Generation = m.Truth.Generation + 1, Ready = false },
        });

        private World Edit()
        {
            var form = Rollout.Form! with { Metadata = Rollout.Form!.Metadata with { Generation = Generation + 1 } };
            return (this with { Generation = Generation + 1, Edits = Edits - 1 }).After(RolloutDecisions.OnForm(Rollout, form, [], true, Now));
        }

        /// <summary>The successor sees what the informer has seen; requests that waited are forgotten.</summary>
        private World FailRollout() => this with
        {
            RolloutFailures = RolloutFailures - 1,
            Rollout = RolloutDecisions.Rebuild(Rollout.Form, [], true, Rollout.Nodes.Values, Now + RolloutDecisions.QuietAfterFailure),
        };

        /// <summary>The successor in another process hears of the slots, and has seen nothing that the informer here has not.</summary>
        private World MoveRollout()
        {
            var successor = RolloutDecisions.Rebuild(Rollout.Form, [], true, Rollout.Nodes.Values, Now + RolloutDecisions.QuietAfterFailure);
            return (this with { RolloutFailures = RolloutFailures - 1 }).After(RolloutDecisions.OnHandedOver(successor, RolloutDecisions.HandOver(Rollout), Now));
        }

        private World With(int i, Member member) => this with { Members = Members.SetItem(i, member) };

        private World After(RolloutDecision decision)
        {
            var world = this with { Rollout = decision.State };
            foreach (var grant in decision.Grants)
            {
                var i = Members.IndexOf(Members.First(m => ANode(m.Uid) == grant.Node));
                world = world.With(i, world.Members[i] with { Step = Step.Granted });
            }

            return world;
        }
    }
}
