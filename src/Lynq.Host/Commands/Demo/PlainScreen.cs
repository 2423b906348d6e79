using System.Diagnostics;

namespace Lynq.Host.Commands.Demo;

/// <summary>One line for each change: for logs, pipes and tests.</summary>
internal sealed class PlainScreen(TextWriter output) : IDemoScreen
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public async Task ShowAsync(IAsyncEnumerable<DemoSnapshot> snapshots, CancellationToken stop)
    {
        var before = new DemoSnapshot(null, null, []);
        await foreach (var now in snapshots.WithCancellation(stop))
        {
            foreach (var line in Changes(before, now))
                await output.WriteLineAsync($"{Stopwatch.GetElapsedTime(_start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),6}s  {line}".AsMemory(), stop);
            await output.FlushAsync(stop);
            before = now;
        }
    }

    private static IEnumerable<string> Changes(DemoSnapshot before, DemoSnapshot now)
    {
        if (now.Rows is { } rows && rows != before.Rows)
            yield return $"{rows.Read} rows read, {rows.Active} of them active";
        if (now.Problem is { } problem && problem != before.Problem)
            yield return $"the hub is not well: {problem}";
        foreach (var node in now.Nodes.Where(node => !before.Nodes.Contains(node)))
            yield return $"row {node.Uid} ({node.Values}) -> node {node.Node}: {node.Ready} of {node.Desired} resources ready, {node.State}";
        foreach (var gone in before.Nodes.Where(node => now.Nodes.All(n => n.Node != node.Node)))
            yield return $"row {gone.Uid} -> node {gone.Node} and its resources are gone";
        if (now.IsReady && !before.IsReady)
            yield return "every active row is a ready node";
    }
}
