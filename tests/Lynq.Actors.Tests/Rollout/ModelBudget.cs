using System.Globalization;
using System.Text;

namespace Lynq.Actors.Tests.Rollout;

/// <summary>How large a model is, and how often each thing that can go wrong may happen in it.</summary>
internal sealed record ModelBudget
{
    public int Nodes { get; init; }

    public int MaxSkew { get; init; }

    /// <summary>The rollout's actor fails or moves.</summary>
    public int RolloutFailures { get; init; }

    /// <summary>A node's actor fails.</summary>
    public int NodeFailures { get; init; }

    /// <summary>The form is edited.</summary>
    public int Edits { get; init; }

    /// <summary>The hub tells its wish again, and the node asks again.</summary>
    public int Again { get; init; }

    /// <summary>A write is refused.</summary>
    public int Refusals { get; init; }

    /// <summary>A write is done, or is not, and its writer cannot tell.</summary>
    public int LostAnswers { get; init; }

    /// <summary>Everything under way takes longer than permits live.</summary>
    public int Delays { get; init; }

    /// <summary>Reads "nodes 3, maxSkew 1, …".</summary>
    public static ModelBudget Parse(string text) => text.Split(", ").Aggregate(new ModelBudget(), With);

    /// <summary>What of it is left.</summary>
    public void Describe(StringBuilder text) => text.Append('b').Append(RolloutFailures).Append(NodeFailures).Append(Edits).Append(Again).Append(Refusals).Append(LostAnswers).Append(Delays);

    private static ModelBudget With(ModelBudget budget, string part)
    {
        var space = part.LastIndexOf(' ');
        var count = int.Parse(part.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return part[..space] switch
        {
            "nodes" => budget with { Nodes = count },
            "maxSkew" => budget with { MaxSkew = count },
            "rollout failures" => budget with { RolloutFailures = count },
            "node failures" => budget with { NodeFailures = count },
            "edits" => budget with { Edits = count },
            "asked again" => budget with { Again = count },
            "refusals" => budget with { Refusals = count },
            "lost answers" => budget with { LostAnswers = count },
            "delays" => budget with { Delays = count },
            _ => throw new ArgumentException($"no budget is called '{part[..space]}'", nameof(part)),
        };
    }
}
