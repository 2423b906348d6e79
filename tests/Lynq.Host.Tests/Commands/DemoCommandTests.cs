using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Turns_rows_into_ready_resources_and_leaves_nothing_behind()
    {
        var outcome = await LynqProgram.RunAsync("", ["demo", "--plain", "--until-ready", "--for", "200s"], ("TMPDIR", _folder.Path));

        outcome.Errors.ShouldBeEmpty();
        outcome.ExitCode.ShouldBe(0);
        outcome.Output.ShouldContain($"  export KUBECONFIG={_folder.Path}");
        outcome.Output.ShouldContain("3 rows read, 2 of them active");
        outcome.Output.ShouldContain("row acme (plan gold  replicas 2) -> node acme-shop: 3 of 3 resources ready, Reconciled");
        outcome.Output.TrimEnd().ShouldEndWith("every active row is a ready node");
        Directory.EnumerateDirectories(_folder.Path, "lynq-demo-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Applies_a_changed_row_at_the_next_sync_and_removes_an_inactive_one()
    {
        (string, string) place = ("TMPDIR", _folder.Path);
        using var demo = LynqProgram.Start(["demo", "--plain", "--for", "10m"], place);
        await LynqProgram.UntilAsync(demo, "every active row is a ready node");

        (await LynqProgram.RunAsync("", ["demo", "sql", "update tenants set replicas = 3 where id = 'acme'"], place)).ShouldPrint("1 row changed");
        await LynqProgram.UntilAsync(demo, "row acme (plan gold  replicas 3) -> node acme-shop: 3 of 3 resources ready, Reconciled");
        (await LynqProgram.RunAsync("", ["demo", "sql", "select id, replicas from tenants where active = 1"], place)).ShouldPrint("""
            ID       REPLICAS
            acme     3
            globex   1
            """);
        (await LynqProgram.RunAsync("", ["demo", "sql", "nonsense"], place)).Errors.ShouldStartWith("lynq: the database refused the statement: ");

        await LynqProgram.RunAsync("", ["demo", "sql", "update tenants set active = 0 where id = 'globex'"], place);
        await LynqProgram.UntilAsync(demo, "row globex -> node globex-shop and its resources are gone");
        await demo.TerminateAsync("the demo");
        demo.ExitCode.ShouldBe(0);
        Directory.EnumerateDirectories(_folder.Path, "lynq-demo-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_so_when_time_is_up_before_all_is_ready_and_removes_what_a_killed_one_left()
    {
        var dead = Directory.CreateDirectory(Path.Combine(_folder.Path, $"lynq-demo-{Environment.UserName}", "2147483646"));
        File.WriteAllText(Path.Combine(dead.FullName, "rows.db"), "");

        var outcome = await LynqProgram.RunAsync("", ["demo", "--plain", "--until-ready", "--for", "1s"], ("TMPDIR", _folder.Path));
        outcome.ExitCode.ShouldBe(1);
        outcome.Errors.ShouldBe("lynq: not every active row was a ready node within 1 s; --log shows what the operator did\n");
        Directory.EnumerateDirectories(_folder.Path, "lynq-demo-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_what_is_wrong()
    {
        (await LynqProgram.RunAsync("", ["demo", "sql", "select 1"], ("TMPDIR", _folder.Path)))
            .ShouldBeRefused("no demo with rows of its own is running: start one with lynq demo in another terminal");
        (await LynqProgram.RunAsync("demo", "--for", "soon")).ShouldBeRefused("--for soon: write one number and one unit, for example 20s or 5m");
        (await LynqProgram.RunAsync("demo", "--mysql", "localhost"))
            .ShouldBeRefused("--mysql: write mysql://user:password@host:3306/database/table; the table needs the columns id, plan, replicas and active");
    }
}
