using Lynq.Host.Commands.Demo;

namespace Lynq.Host.Tests.Commands.Demo;

public sealed class DemoKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Queue<char> _pressed = new();
    private bool _quit;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_change_rows_and_q_quits()
    {
        var table = new DemoTable(Path.Combine(_folder.Path, "rows.db"));
        await table.CreateAsync(CancellationToken.None);
        var keys = Keys(table);

        await PressAsync(keys, "aapsx?q");

        var rows = (await table.ExecuteAsync("select id, plan, replicas, active from tenants order by id", CancellationToken.None)).Rows;
        rows.Select(row => string.Join(' ', row)).ShouldBe(
            ["acme free 3 1", "globex free 1 1", "initech free 1 0", "tenant-4 free 1 1", "tenant-5 free 1 0"]);
        keys.Problem.ShouldBeNull();
        _quit.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_adds_a_row_although_others_were_deleted()
    {
        var table = new DemoTable(Path.Combine(_folder.Path, "rows.db"));
        await table.CreateAsync(CancellationToken.None);
        var keys = Keys(table);
        await PressAsync(keys, "aa");
        await table.ExecuteAsync("delete from tenants where id = 'tenant-4'", CancellationToken.None);

        await PressAsync(keys, "a");

        keys.Problem.ShouldBeNull();
        var last = await table.ExecuteAsync("select max(id) from tenants", CancellationToken.None);
        last.Rows[0][0].ShouldBe("tenant-6");
    }

    [Fact]
    public async Task A_key_that_the_table_refuses_is_told_and_ends_nothing()
    {
        var table = new DemoTable(Path.Combine(_folder.Path, "rows.db"));
        var keys = Keys(table);

        await PressAsync(keys, "a");

        keys.Problem.ShouldBe("the database refused the statement: SQLite Error 1: 'no such table: tenants'.");
        _quit.ShouldBeFalse();
    }

    private DemoKeys Keys(DemoTable table) => new(
        table.ExecuteAsync,
        () => _pressed.TryDequeue(out var key) ? new ConsoleKeyInfo(key, ConsoleKey.None, shift: false, alt: false, control: false) : null,
        () => _quit = true);

    private async Task PressAsync(DemoKeys keys, string pressed)
    {
        foreach (var key in pressed)
            _pressed.Enqueue(key);
        await keys.HandleAsync(CancellationToken.None);
    }
}
