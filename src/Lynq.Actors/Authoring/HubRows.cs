using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Sources;

namespace Lynq.Actors.Authoring;

/// <summary>Reads a hub's rows once, just as a sync of the operator does, from wherever the tool runs.</summary>
public static class HubRows
{
    /// <summary>The rows that are active and usable, by uid.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="client">The API server, for the Secrets that the connection needs.</param>
    /// <param name="sources">Opens tables.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">The database cannot be read, or a setting is missing.</exception>
    /// <exception cref="KubernetesException">A Secret cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<string, NodeRow>> ReadAsync(
        LynqHub hub, IKubernetesClient client, IRowSources sources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(sources);
        var secrets = new Dictionary<string, SecretContent>(StringComparer.Ordinal);
        foreach (var name in HubDatabase.Secrets(hub.Spec))
        {
            var address = BuiltInResources.Secrets.Named(hub.Metadata.Namespace, name);
            if (await client.FindAsync(address, Representation.Full, cancellationToken) is (true, var secret))
                secrets[name] = SecretContent.Of(secret);
        }

        var mapping = HubDatabase.Mapping(hub.Spec);
        await using var source = sources.Open(HubDatabase.Connection(hub.Spec, name => secrets.GetValueOrDefault(name)), mapping);
        var intake = new RowIntake(mapping, new Dictionary<string, UInt128>(StringComparer.Ordinal), (_, _) => true);
        await foreach (var row in source.ReadAsync(cancellationToken))
            intake.Add(row);
        return intake.Finish().Travelling.ToDictionary(row => row.Key, row => row.Value.Unpack()!, StringComparer.Ordinal);
    }
}
