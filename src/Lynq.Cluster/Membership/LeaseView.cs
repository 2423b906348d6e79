using System.Text.Json;
using Lynq.Kubernetes;

namespace Lynq.Cluster.Membership;

/// <summary>What the operator's Lease says of the cluster.</summary>
/// <param name="Version">resourceVersion; it changes with every renewal. Empty when there is no Lease.</param>
/// <param name="Holder">Who holds it; empty when nobody does.</param>
/// <param name="Address">Where the holder's cluster can be joined; null when this holder has not said.</param>
internal sealed record LeaseView(string Version, string Holder, string? Address)
{
    /// <summary>Annotation of the Lease: the holder's identity, a space, and the address at which it can be joined.</summary>
    public const string Annotation = "lynq.sh/cluster";

    /// <summary>There is no Lease.</summary>
    public static LeaseView None { get; } = new("", "", null);

    /// <summary>Reads a Lease. What a former holder wrote does not count.</summary>
    public static LeaseView Parse(JsonElement lease)
    {
        var holder = lease.TryGetProperty("spec", out var spec) && spec.TryGetProperty("holderIdentity", out var identity) ? identity.GetString() ?? "" : "";
        var said = lease.GetProperty("metadata").TryGetProperty("annotations", out var all) && all.TryGetProperty(Annotation, out var value) ? value.GetString() : null;
        var address = said?.Split(' ') is [var writer, var where] && writer == holder && holder.Length > 0 ? where : null;
        return new(ObjectIdentity.Of(lease).ResourceVersion, holder, address);
    }
}
