using System.Text.Json;
using Akka.Cluster;
using Lynq.Kubernetes;

namespace Lynq.Cluster.Membership;

/// <summary>What the operator's Lease says of the cluster.</summary>
/// <param name="Version">resourceVersion; it changes with every renewal. Empty when there is no Lease.</param>
/// <param name="Holder">Who holds it; empty when nobody does.</param>
/// <param name="Address">Where the holder's cluster can be joined; null when this holder has not said.</param>
/// <param name="Scope">What that cluster is responsible for; null when this holder has not said.</param>
/// <param name="Incarnation">Tells the holder from those who had its address before; null when it has not said.</param>
internal sealed record LeaseView(string Version, string Holder, string? Address, string? Scope = null, int? Incarnation = null)
{
    /// <summary>
    /// Annotation of the Lease: the holder's identity, the address at which it can be joined, its scope, and its incarnation, with
    /// spaces between.
    /// </summary>
    public const string Annotation = "lynq.sh/cluster";

    /// <summary>There is no Lease.</summary>
    public static LeaseView None { get; } = new("", "", null);

    /// <summary>What a replica is responsible for: replicas that follow different namespaces cannot share actors.</summary>
    /// <param name="namespaces">The namespaces that it follows; empty for all.</param>
    public static string ScopeOf(IEnumerable<string> namespaces) =>
        namespaces.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } some ? string.Join(',', some) : "*";

    /// <summary>Whether a cluster can be joined there, and is responsible for the same.</summary>
    public bool CanBeJoined(string scope) => Address is not null && (Scope is null || Scope == scope);

    /// <summary>Whether the holder is this one. A process that starts anew may have the address of its predecessor.</summary>
    public bool IsHeldBy(UniqueAddress member) => member.Address.ToString() == Address && (Incarnation is null || Incarnation == member.Uid);

    /// <summary>Reads a Lease. What a former holder wrote does not count.</summary>
    public static LeaseView Parse(JsonElement lease)
    {
        var holder = lease.TryGetProperty("spec", out var spec) && spec.TryGetProperty("holderIdentity", out var identity) ? identity.GetString() ?? "" : "";
        var said = lease.GetProperty("metadata").TryGetProperty("annotations", out var all) && all.TryGetProperty(Annotation, out var value) ? value.GetString() : null;
        var version = ObjectIdentity.Of(lease).ResourceVersion;
        return said?.Split(' ') is [var writer, var address, .. var more] && writer == holder && holder.Length > 0
            ? new(version, holder, address, more.ElementAtOrDefault(0), int.TryParse(more.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var incarnation) ? incarnation : null)
            : new(version, holder, null);
    }
}
