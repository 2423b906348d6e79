using System.Collections.Immutable;
using System.Text;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Rollout;
using static Lynq.Actors.Tests.Rollout.RolloutWorld;

namespace Lynq.Actors.Tests.Rollout;

/// <summary>A permit on its way to its node.</summary>
/// <param name="Number">Its number.</param>
/// <param name="HasRunOut">Whether it comes too late to be used.</param>
internal sealed record ModelPermit(long Number, bool HasRunOut);

/// <summary>One node of the model: its LynqNode, what its actor knows, and the messages between it and the rollout.</summary>
internal sealed record ModelNode(string Uid, NodeDigest Truth, NodeDigest Known)
{
    /// <summary>Whether the rollout has seen the LynqNode as it is.</summary>
    public bool IsObserved { get; init; } = true;

    public bool IsPending { get; init; }

    public bool IsUnanswered { get; init; }

    public long LastPermit { get; init; }

    /// <summary>Under way to the rollout, oldest first.</summary>
    public ImmutableList<IActorMessage> Words { get; init; } = [];

    /// <summary>Under way to the node, oldest first.</summary>
    public ImmutableList<ModelPermit> Permits { get; init; } = [];

    public bool IsQuiet => Words.IsEmpty && Permits.IsEmpty;

    public bool Wants(long generation) => Known.TemplateGeneration != generation;

    public ModelNode Ask(long generation) => Say(new PermitRequested { Form = Key, Node = ANode(Uid), FormGeneration = generation, LastPermit = LastPermit }) with { IsPending = true };

    /// <summary>Takes the oldest permit into its hands.</summary>
    public ModelNode TakePermit(out ModelPermit permit)
    {
        permit = Permits[0];
        return this with { Permits = Permits.RemoveAt(0), LastPermit = permit.Number, IsPending = false };
    }

    /// <summary>Gives the permit back, unless an earlier write without answer turns out to have been done.</summary>
    public ModelNode Return(long permit) => IsUnanswered ? (this with { Known = Truth }).TellUsed() : Say(RolloutWorld.Return(Uid, permit));

    /// <summary>Writes the content of a generation, and says so.</summary>
    public ModelNode Write(long generation)
    {
        var done = Done(generation);
        return (done with { Known = done.Truth }).TellUsed();
    }

    /// <summary>The write is done and nobody knows.</summary>
    public ModelNode Done(long generation) => Truth.TemplateGeneration == generation
        ? this
        : this with
        {
            IsObserved = false,
            Truth = Truth with { TemplateGeneration = generation, Generation = Truth.Generation + 1, Ready = false },
        };

    /// <summary>Reads its LynqNode.</summary>
    public ModelNode Read(long generation)
    {
        var node = this with { Known = Truth };
        if (node.Wants(generation)) return node;
        if (node.IsPending) node = node.Say(RolloutWorld.Return(Uid, 0) with { IsWishOnly = true }) with { IsPending = false };
        return node.IsUnanswered && node.LastPermit > 0 ? node.TellUsed() : node;
    }

    /// <summary>A new actor that has read the LynqNode and knows nothing else.</summary>
    public ModelNode Fail(bool mailIsLost) =>
        new(Uid, Truth, Truth) { IsObserved = IsObserved, IsUnanswered = true, Words = Words, Permits = mailIsLost ? [] : Permits };

    public ModelNode Settle() => this with { Truth = Truth with { ObservedGeneration = Truth.Generation, Ready = true }, IsObserved = false };

    public void Describe(StringBuilder text, long slotsPermit)
    {
        text.Append(Uid).Append(Truth.TemplateGeneration).Append('.').Append(Truth.Generation).Append('.').Append(Truth.ObservedGeneration).Append('.').Append(Known.Generation)
            .Append(IsObserved ? 'o' : '-').Append(IsPending ? 'p' : '-').Append(IsUnanswered ? 'u' : '-').Append(LastPermit == slotsPermit ? '=' : '<');
        foreach (var word in Words)
        {
            text.Append(word switch
            {
                PermitRequested asked => asked.LastPermit == slotsPermit ? "ask=" : "ask<",
                PermitUsed used => $"used{used.ObjectGeneration}{(used.Permit == slotsPermit ? '=' : '<')}",
                PermitReturned { IsWishOnly: true } => "wish",
                PermitReturned returned => returned.Permit == slotsPermit ? "ret=" : "ret<",
                _ => "?",
            });
        }

        foreach (var permit in Permits) text.Append(permit.Number == slotsPermit ? "permit=" : "permit<").Append(permit.HasRunOut ? '!' : '.');
        text.Append(';');
    }

    private ModelNode TellUsed() => Say(new PermitUsed
    {
        Form = Key,
        Node = ANode(Uid),
        ObjectUid = $"object-{Uid}",
        ObjectGeneration = Truth.Generation,
        Permit = LastPermit,
    }) with
    { IsUnanswered = false };

    private ModelNode Say(IActorMessage word) => this with { Words = Words.Add(word) };
}
