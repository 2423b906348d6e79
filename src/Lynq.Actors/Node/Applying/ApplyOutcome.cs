using System.Text.Json;
using Lynq.Actors.Node.Patching;

namespace Lynq.Actors.Node.Applying;

/// <summary>How an apply ended.</summary>
internal enum ApplyResult : byte
{
    /// <summary>The object is as desired.</summary>
    Applied,

    /// <summary>It belongs to somebody else and was not touched.</summary>
    Conflict,

    /// <summary>Refused.</summary>
    Failed,
}

/// <summary>The outcome of one apply.</summary>
internal sealed record ApplyOutcome
{
    public required ApplyResult Result { get; init; }

    /// <summary>The live object after it: whole, or its metadata for kinds that are ready by existence.</summary>
    public JsonElement Live { get; init; }

    /// <summary>Why it was refused.</summary>
    public Refusal Refusal { get; init; }

    /// <summary>Whom it belongs to, or which fields are held by whom.</summary>
    public string Other { get; init; } = "";

    /// <summary>Fields of others were taken over (Force).</summary>
    public bool TookOver { get; init; }

    /// <summary>An orphan was taken back.</summary>
    public bool Readopted { get; init; }

    /// <summary>It was deleted and created anew.</summary>
    public bool Recreated { get; init; }

    /// <summary>Nothing was written: a Once object that exists, or one without a difference.</summary>
    public bool Unchanged { get; init; }

    public static ApplyOutcome Done(JsonElement live) => new() { Result = ApplyResult.Applied, Live = live };

    public static ApplyOutcome Refused(Refusal refusal) => new() { Result = ApplyResult.Failed, Refusal = refusal };

    public static ApplyOutcome Conflicts(string other) => new() { Result = ApplyResult.Conflict, Other = other };
}
