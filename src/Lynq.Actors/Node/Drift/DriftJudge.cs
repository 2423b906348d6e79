using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Drift;

/// <summary>What is remembered of an object after our last write to it.</summary>
/// <param name="Uid">Its uid; empty when it is not known to exist.</param>
/// <param name="ResourceVersion">The version that the write produced, or the newest one seen since.</param>
/// <param name="OwnFields">Digest of our managed fields then; 0 when not known.</param>
internal readonly record struct KnownObject(string Uid, string ResourceVersion, UInt128 OwnFields);

/// <summary>An observed state of an object.</summary>
internal readonly record struct SeenObject(string Uid, string ResourceVersion, UInt128 OwnFields, bool Deleted, bool Deleting);

/// <summary>What an observation means.</summary>
internal enum DriftVerdict : byte
{
    /// <summary>Older than what we know: ignore it.</summary>
    Stale,

    /// <summary>Nothing of ours changed; readiness may have.</summary>
    Untouched,

    /// <summary>First sight of it: look closer.</summary>
    Unknown,

    /// <summary>A declared field was changed, removed or taken over.</summary>
    Drifted,

    /// <summary>It is gone, or lost our label.</summary>
    Gone,

    /// <summary>It is on its way out.</summary>
    Going,

    /// <summary>Another object of the same name stands in its place.</summary>
    Replaced,
}

/// <summary>Tells drift from metadata alone (contract §8.2): our own echoes and other managers' fields cost nothing.</summary>
internal static class DriftJudge
{
    public static DriftVerdict Judge(KnownObject known, SeenObject seen)
    {
        var sameObject = known.Uid == seen.Uid;
        if (seen.Deleted) return known.Uid.Length == 0 || sameObject ? DriftVerdict.Gone : DriftVerdict.Stale;
        if (known.ResourceVersion.Length > 0 && ResourceVersions.IsOlder(seen.ResourceVersion, known.ResourceVersion)) return DriftVerdict.Stale;
        if (seen.Deleting) return DriftVerdict.Going;
        if (known.Uid.Length > 0 && !sameObject) return DriftVerdict.Replaced;
        if (known.ResourceVersion == seen.ResourceVersion) return DriftVerdict.Untouched;
        if (known.Uid.Length == 0 || known.OwnFields == 0) return DriftVerdict.Unknown;
        return known.OwnFields == seen.OwnFields ? DriftVerdict.Untouched : DriftVerdict.Drifted;
    }
}
