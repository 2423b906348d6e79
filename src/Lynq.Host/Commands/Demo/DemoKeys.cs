namespace Lynq.Host.Commands.Demo;

/// <summary>Keys that change the demo's rows, so that there is something to watch without another terminal.</summary>
internal sealed class DemoKeys(DemoTable table, Func<ConsoleKeyInfo?> read, Action quit)
{
    /// <summary>What the keys do.</summary>
    public const string Help = "a: add a row   p: change a plan   s: scale a row   x: switch the last row on or off   q: quit";

    /// <summary>Handles the keys pressed since the last time.</summary>
    public async Task HandleAsync(CancellationToken stop)
    {
        while (read() is { } key)
        {
            if (char.ToLowerInvariant(key.KeyChar) == 'q')
                quit();
            else if (StatementOf(char.ToLowerInvariant(key.KeyChar)) is { } sql)
                await table.ExecuteAsync(sql, stop);
        }
    }

    private static string? StatementOf(char key) => key switch
    {
        'a' => "insert into tenants select 'tenant-' || (count(*) + 1), 'free', 1, 1 from tenants",
        'p' => "update tenants set plan = case plan when 'free' then 'gold' else 'free' end where id = (select min(id) from tenants)",
        's' => "update tenants set replicas = replicas % 3 + 1 where id = (select min(id) from tenants)",
        'x' => "update tenants set active = 1 - active where id = (select max(id) from tenants)",
        _ => null,
    };
}
