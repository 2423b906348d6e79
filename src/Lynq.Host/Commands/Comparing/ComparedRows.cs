using System.CommandLine;
using Lynq.Actors.Authoring;
using Lynq.Actors.Node;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Host.Clusters;
using Lynq.Host.Commands.Rendering;
using Lynq.Host.Documents;
using Lynq.Kubernetes;
using Lynq.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Commands.Comparing;

/// <summary>
/// The rows that a form is compared for: those that were given, else those of the hub's database, else, where it cannot be read
/// from here, those that the hub's nodes remember.
/// </summary>
internal sealed class ComparedRows
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RowInput _given;
    private readonly Option<bool> _remembered = new("--remembered") { Description = "Do not read the hub's database: take the rows that the hub's nodes remember" };

    private ComparedRows(RowInput given) => _given = given;

    /// <summary>Gives a command the options.</summary>
    public static ComparedRows AddTo(Command command)
    {
        var rows = new ComparedRows(RowInput.AddTo(command));
        command.Add(rows._remembered);
        return rows;
    }

    /// <summary>Finds the rows of a form by uid.</summary>
    /// <exception cref="UserException">The hub does not exist, and no rows were given.</exception>
    public async Task<IReadOnlyDictionary<string, NodeRow>> FindAsync(ParseResult result, LynqForm form, LynqDocuments documents, Cluster cluster, CancellationToken stop)
    {
        var ns = form.Metadata.Namespace ?? cluster.Namespace;
        var hub = documents.HubOf(form);
        if (hub is null)
            (_, hub) = await cluster.Client.FindAsync(BuiltInResources.Hubs.Named(ns, form.Spec.HubId), Representation.Of(CrdJson.Default.LynqHub), stop);
        if (_given.IsGiven(result))
            return _given.Read(result, hub).ToDictionary(row => row.Uid, StringComparer.Ordinal);
        if (hub is null)
            await cluster.RequireKindsAsync(stop);
        if (hub is null)
            throw new UserException($"form {form.Metadata.Name} names hub \"{form.Spec.HubId}\", which is neither in namespace {ns} nor in the files: give it, or --rows");
        if (result.GetValue(_remembered))
            return await RememberedAsync(cluster, ns, hub, stop);
        try
        {
            return await ReadAsync(hub with { Metadata = hub.Metadata with { Namespace = ns } }, cluster, stop);
        }
        catch (Exception e) when (e is SourceException or KubernetesException or TimeoutException)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"lynq: the rows that the hub's nodes remember are taken, since its database cannot be read from here: {e.Message}".AsMemory(), stop);
            return await RememberedAsync(cluster, ns, hub, stop);
        }
    }

    private static async Task<IReadOnlyDictionary<string, NodeRow>> ReadAsync(LynqHub hub, Cluster cluster, CancellationToken stop)
    {
        await using var sources = new RowSources(NullLogger<RowSources>.Instance, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            return await HubRows.ReadAsync(hub, cluster.Client, sources, limit.Token);
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not answer within {Patience.TotalSeconds:0} s", late);
        }
    }

    // All nodes of the hub, whichever form they are of: a row without a node of this form is one that it would add.
    private static async Task<IReadOnlyDictionary<string, NodeRow>> RememberedAsync(Cluster cluster, string ns, LynqHub hub, CancellationToken stop)
    {
        var rows = new Dictionary<string, NodeRow>(StringComparer.Ordinal);
        var options = new ListOptions { Namespace = ns, LabelSelector = $"{LynqLabels.Hub}={hub.Metadata.Name}" };
        await foreach (var node in cluster.Client.ListAsync(BuiltInResources.Nodes, options, Representation.Of(CrdJson.Default.LynqNode), stop))
        {
            if (node.Metadata.DeletionTimestamp is null && NodeRows.Of(node, out _) is { } row)
                rows[row.Uid] = row;
        }

        return rows;
    }
}
