using System.Collections.Immutable;
using System.Text;
using Lynq.Actors.Rollout;
using static Lynq.Actors.Tests.Rollout.RolloutWorld;

namespace Lynq.Actors.Tests.Rollout;

/// <summary>A rollout, its nodes and all messages between them, at one moment.</summary>
internal sealed record RolloutModel(RolloutState Rollout, ImmutableArray<ModelNode> Nodes, long Generation, ModelBudget Budget, DateTimeOffset Time)
{
    // Longer than permits live, and than a successor keeps quiet.
    private static readonly TimeSpan Long = RolloutDecisions.QuietAfterFailure + TimeSpan.FromSeconds(1);

    public int MaxSkew => Budget.MaxSkew;

    public int Updating => Nodes.Count(node => !node.Truth.Settled);

    public bool IsDone => Nodes.All(node => node.Truth.Settled && node.Truth.TemplateGeneration == Generation) && Rollout.Slots.IsEmpty;

    private bool IsQuiet => Rollout.QuietUntil is not null;

    public static RolloutModel Start(ModelBudget budget)
    {
        ImmutableArray<ModelNode> nodes = [.. Enumerable.Range(0, budget.Nodes).Select(i => new ModelNode($"n{i}", Digest($"n{i}"), Digest($"n{i}")))];
        return new RolloutModel(RolloutWorld.Start(Form(2, budget.MaxSkew, maxFailures: 99), [.. nodes.Select(node => node.Truth)]), nodes, 2, budget, Now);
    }

    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var node in Nodes) node.Describe(text, Rollout.Slots.GetValueOrDefault(ANode(node.Uid))?.Permit ?? -1);
        foreach (var (node, slot) in Rollout.Slots.OrderBy(s => s.Key.Name, StringComparer.Ordinal))
        {
            text.Append(node.Name).Append(slot.FormGeneration).Append(',').Append(slot.Written).Append(',').Append(slot.WrittenBefore).Append(',')
                .Append(slot.GenerationBefore).Append(slot.UnderWay ? 'w' : '-').Append(';');
        }

        foreach (var (node, digest) in Rollout.Nodes.OrderBy(s => s.Key.Name, StringComparer.Ordinal))
            text.Append(node.Name).Append(digest.TemplateGeneration).Append(digest.Generation).Append(digest.ObservedGeneration).Append(';');
        foreach (var waiting in Rollout.Queue) text.Append('q').Append(waiting.Node.Name);
        Budget.Describe(text.Append(Generation).Append(IsQuiet));
        return text.ToString();
    }

    public IEnumerable<RolloutModel> Next()
    {
        for (var i = 0; i < Nodes.Length; i++)
        {
            foreach (var next in MessagesOf(i, Nodes[i]).Concat(EventsOf(i, Nodes[i]))) yield return next;
        }

        if (Budget.Edits > 0) yield return Edit();
        if (Budget.RolloutFailures > 0) yield return FailRollout();
        if (Budget.RolloutFailures > 0) yield return MoveRollout();
        if (Budget.Delays > 0) yield return Pass() with { Budget = Budget with { Delays = Budget.Delays - 1 } };

        // When nothing is under way, time passes: the quiet of a successor ends, and grants without answer are sent again.
        if (Nodes.All(node => node.IsQuiet && node.IsObserved) && (IsQuiet || Rollout.Slots.Values.Any(slot => slot.AwaitsAnswer))) yield return Pass();
    }

    private IEnumerable<RolloutModel> MessagesOf(int i, ModelNode node)
    {
        if (node.Words is [PermitRequested asked, ..]) yield return Heard(i, node).After(RolloutDecisions.OnRequested(Rollout, asked, Time));
        if (node.Words is [PermitUsed used, ..]) yield return Heard(i, node).After(RolloutDecisions.OnUsed(Rollout, used, Time));
        if (node.Words is [PermitReturned returned, ..]) yield return Heard(i, node).After(RolloutDecisions.OnReturned(Rollout, returned, Time));
        if (node.Permits.IsEmpty) yield break;
        var holder = node.TakePermit(out var permit);
        if (permit.HasRunOut || !node.Wants(Generation))
        {
            yield return With(i, holder.Return(permit.Number));
            yield break;
        }

        yield return With(i, holder.Write(Generation));
        if (Budget.Refusals > 0) yield return With(i, holder.Return(permit.Number)) with { Budget = Budget with { Refusals = Budget.Refusals - 1 } };
        if (Budget.LostAnswers > 0)
        {
            var lost = Budget with { LostAnswers = Budget.LostAnswers - 1 };
            yield return With(i, holder with { IsUnanswered = true }) with { Budget = lost };
            yield return With(i, holder.Done(Generation) with { IsUnanswered = true }) with { Budget = lost };
        }
    }

    private IEnumerable<RolloutModel> EventsOf(int i, ModelNode node)
    {
        if (node.Wants(Generation) && (!node.IsPending || IsForgotten(node))) yield return With(i, node.Ask(Generation));
        if (node.Wants(Generation) && node.IsPending && Budget.Again > 0) yield return With(i, node.Ask(Generation)) with { Budget = Budget with { Again = Budget.Again - 1 } };
        if (node.Known.Generation != node.Truth.Generation) yield return With(i, node.Read(Generation));
        if (!node.IsObserved) yield return With(i, node with { IsObserved = true }).After(RolloutDecisions.OnNode(Rollout, node.Truth, Time));
        if (!node.Truth.Settled) yield return With(i, node.Settle());
        if (Budget.NodeFailures == 0 || (node.IsQuiet && !node.IsPending)) yield break;
        foreach (var mailIsLost in (bool[])[true, false])
            yield return With(i, node.Fail(mailIsLost)) with { Budget = Budget with { NodeFailures = Budget.NodeFailures - 1 } };
    }

    /// <summary>Nobody knows any more that the node waits: the hub tells again with its next sync.</summary>
    private bool IsForgotten(ModelNode node) => node.IsQuiet && !Rollout.Slots.ContainsKey(ANode(node.Uid)) && !Rollout.Queue.Any(waiting => waiting.Node == ANode(node.Uid));

    /// <summary>What is under way comes after its time.</summary>
    private RolloutModel Pass()
    {
        var later = this with { Time = Time + Long, Nodes = [.. Nodes.Select(node => node with { Permits = [.. node.Permits.Select(permit => permit with { HasRunOut = true })] })] };
        return later.After(RolloutDecisions.OnTime(Rollout, later.Time));
    }

    private RolloutModel Edit()
    {
        var form = Rollout.Form! with { Metadata = Rollout.Form!.Metadata with { Generation = Generation + 1 } };
        return (this with { Generation = Generation + 1, Budget = Budget with { Edits = Budget.Edits - 1 } }).After(RolloutDecisions.OnForm(Rollout, form, [], true, Time));
    }

    /// <summary>The successor sees what the informer has seen; requests that waited are forgotten.</summary>
    private RolloutModel FailRollout() => this with
    {
        Budget = Budget with { RolloutFailures = Budget.RolloutFailures - 1 },
        Rollout = RolloutDecisions.Rebuild(Rollout.Form, [], true, Rollout.Nodes.Values, Time + RolloutDecisions.QuietAfterFailure),
    };

    /// <summary>The successor in another process hears of the slots, and has seen nothing that the informer here has not.</summary>
    private RolloutModel MoveRollout()
    {
        var successor = RolloutDecisions.Rebuild(Rollout.Form, [], true, Rollout.Nodes.Values, Time + RolloutDecisions.QuietAfterFailure);
        return (this with { Budget = Budget with { RolloutFailures = Budget.RolloutFailures - 1 } }).After(RolloutDecisions.OnHandedOver(successor, RolloutDecisions.HandOver(Rollout), Time));
    }

    private RolloutModel Heard(int i, ModelNode node) => With(i, node with { Words = node.Words.RemoveAt(0) });

    private RolloutModel With(int i, ModelNode node) => this with { Nodes = Nodes.SetItem(i, node) };

    private RolloutModel After(RolloutDecision decision)
    {
        var model = this with { Rollout = decision.State };
        foreach (var grant in decision.Grants)
        {
            var i = Nodes.IndexOf(Nodes.First(node => ANode(node.Uid) == grant.Node));
            model = model.With(i, model.Nodes[i] with { Permits = model.Nodes[i].Permits.Add(new ModelPermit(grant.Number, HasRunOut: false)) });
        }

        return model;
    }
}
