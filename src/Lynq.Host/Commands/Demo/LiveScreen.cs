using Spectre.Console;

namespace Lynq.Host.Commands.Demo;

/// <summary>A table that changes before one's eyes, and keys that change rows.</summary>
internal sealed class LiveScreen(IAnsiConsole console, DemoKeys? keys) : IDemoScreen
{
    // Lines of the introduction, the table's own, and the footer.
    private const int Frame = 15;

    /// <inheritdoc/>
    public Task ShowAsync(IAsyncEnumerable<DemoSnapshot> snapshots, CancellationToken stop) => console
        .Live(new Text("Starting…"))
        .StartAsync(async context =>
        {
            await foreach (var snapshot in snapshots.WithCancellation(stop))
            {
                if (keys is not null)
                    await keys.HandleAsync(stop);
                context.UpdateTarget(new Rows(Table(snapshot), new Markup(Footer(snapshot))));
            }
        });

    private Table Table(DemoSnapshot snapshot)
    {
        // What does not fit would push the rest off the screen.
        var room = Math.Max(3, console.Profile.Height - Frame);
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (var heading in (string[])["Row", "Values", "Node", "Resources", "State"])
            table.AddColumn(heading);
        foreach (var node in snapshot.Nodes.Take(snapshot.Nodes.Count > room ? room - 1 : room))
        {
            var colour = node.IsReady ? "green" : node.State is "ResourcesFailed" or "ResourcesConflicted" ? "red" : "yellow";
            table.AddRow(Escape(node.Uid), Escape(node.Values), Escape(node.Node), Bar(node), $"[{colour}]{Escape(node.IsReady ? "Ready" : node.State)}[/]");
        }

        if (snapshot.Nodes.Count > room)
            table.AddRow($"[grey]… and {(snapshot.Nodes.Count - room + 1).ToString(CultureInfo.InvariantCulture)} more[/]");
        return table;
    }

    private static string Bar(DemoNode node) =>
        $"[green]{new string('■', node.Ready)}[/][grey]{new string('□', Math.Max(0, node.Desired - node.Ready))}[/] {node.Ready}/{node.Desired}";

    private string Footer(DemoSnapshot snapshot)
    {
        var hub = snapshot.Problem is { } problem ? $"[red]{Escape(problem)}[/]"
            : snapshot.Rows is { } rows ? $"{rows.Read} rows read, {rows.Active} active"
            : "waiting for the first sync";
        if (keys?.Problem is { } refused)
            hub += $"\n[red]{Escape(refused)}[/]";
        return keys is null ? hub : $"{hub}\n[grey]{Escape(DemoKeys.Help)}[/]";
    }

    private static string Escape(string text) => Markup.Escape(text);
}
