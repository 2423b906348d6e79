using System.Text.Json;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Forms;

/// <summary>One generation of a LynqForm as this process knows it, with the verdict on it.</summary>
public sealed record FormSnapshot
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>uid of the LynqForm object.</summary>
    public required string Uid { get; init; }

    /// <summary>metadata.generation that this is.</summary>
    public required long Generation { get; init; }

    /// <summary>The hub that it names, in its own namespace.</summary>
    public required HubKey Hub { get; init; }

    /// <summary><c>spec.rollout.maxSkew</c>; 0 for unlimited: then nodes need no permits.</summary>
    public required int MaxSkew { get; init; }

    /// <summary>Whether its changes are held back: then nodes need permits whatever <see cref="MaxSkew"/> is, and get none.</summary>
    public bool Paused { get; init; }

    /// <summary>What is wrong with it; empty when it is valid. Nodes of an invalid form stay as they are (contract §6 step 2).</summary>
    public required IReadOnlyList<Problem> Errors { get; init; }

    /// <summary>Reserved keys that it sets, without effect.</summary>
    public IReadOnlyList<Problem> Reserved { get; init; } = [];

    /// <summary>Whether it may be rolled out.</summary>
    public bool Valid => Errors.Count == 0;

    /// <summary><c>spec</c> of the form.</summary>
    public required JsonElement Spec { get; init; }
}
