namespace Lynq.Host.Commands.Demo;

/// <summary>Keys that change the demo's rows, so that there is something to watch without another terminal.</summary>
/// <param name="execute">Runs a statement on the rows.</param>
/// <param name="read">The next key that was pressed; null when there is none.</param>
/// <param name="quit">Ends the demo.</param>
internal sealed class DemoKeys(Func<string, CancellationToken, Task<SqlOutcome>> execute, Func<ConsoleKeyInfo?> read, Action quit)
{
    /// <summary>What the keys do.</summary>
    public const string Help = "a: add a row   p: change a plan   s: scale a row   x: switch the last row on or off   q: quit";

    /// <summary>Why the last key did nothing; null when it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Handles the keys pressed since the last time.</summary>
    public async Task HandleAsync(CancellationToken stop)
    {
        while (read() is { } key)
        {
            if (char.ToLowerInvariant(key.KeyChar) == 'q')
                quit();
            else if (StatementOf(char.ToLowerInvariant(key.KeyChar)) is { } sql)
                await ChangeAsync(sql, stop);
        }
    }

    // Somebody else may have changed the table so that a key's statement no longer fits it.
    private async Task ChangeAsync(string sql, CancellationToken stop)
    {
        try
        {
            await execute(sql, stop);
            Problem = null;
        }
        catch (UserException e)
        {
            Problem = e.Message;
        }
    }

    private static string? StatementOf(char key) => key switch
    {
        'a' => "insert into tenants select 'tenant-' || (coalesce(max(cast(substr(id, 8) as integer)), 3) + 1), 'free', 1, 1 from tenants where id like 'tenant-%'",
        'p' => "update tenants set plan = case plan when 'free' then 'gold' else 'free' end where id = (select min(id) from tenants)",
        's' => "update tenants set replicas = replicas % 3 + 1 where id = (select min(id) from tenants)",
        'x' => "update tenants set active = 1 - active where id = (select max(id) from tenants)",
        _ => null,
    };
}
