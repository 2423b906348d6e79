using Shouldly;

namespace Lynq.Sources.Tests.Conformance;

/// <summary>What reading must do on every database, beyond single values.</summary>
internal static class BehaviourCases
{
    private static readonly Dictionary<string, Func<ISourceDatabase, Task>> Cases = new(StringComparer.Ordinal)
    {
        ["reads an empty table"] = EmptyTable,
        ["reads the flag by the one rule"] = Flags,
        ["reads rows with the columns where they belong"] = Columns,
        ["reads hostOrUrl when it is mapped"] = HostOrUrl,
        ["reads one column for two variables"] = OneColumnTwice,
        ["reads reserved words as names"] = ReservedWords,
        ["reads quotes, dots and spaces in column names"] = OddColumns,
        ["reads a quoted table with a dash"] = QuotedTable,
        ["reads names in other scripts"] = OtherScripts,
        ["reads a view"] = View,
        ["reads a hundred columns"] = HundredColumns,
        ["reads thirty thousand rows in one go"] = ManyRows,
        ["reads rows with null and empty uid"] = EmptyUids,
        ["reads on while the table changes"] = ConcurrentChanges,
        ["reads again after giving up half-way"] = GivingUp,
        ["stops when cancelled in the middle"] = Cancelled,
        ["fails when the result breaks off in the middle"] = FailsInTheMiddle,
        ["names the missing table and the nearest one"] = MissingTable,
        ["names all missing columns and the nearest ones"] = MissingColumns,
        ["gives equal hashes to equal rows only"] = Hashes,
        ["refuses a row that is gone"] = GoneRow,
    };

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    public static Task RunAsync(string name, ISourceDatabase database) => Cases[name](database);

    private static async Task EmptyTable(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE empty_one (id VARCHAR(20), active INT)");
        (await db.ReadAsync(new RowMapping("empty_one", "id", "active"))).ShouldBeEmpty();
    }

    private static async Task Flags(ISourceDatabase db)
    {
        string?[] flags = ["1", "true", "TRUE", "True", "yes", "YES", "Yes", "0", "false", "no", "on", "active", "Y", "t", "2", " 1", "", null];
        await db.ExecuteAsync("CREATE TABLE flags (id VARCHAR(20), active VARCHAR(16));" + string.Concat(flags.Select((flag, i) =>
            $"INSERT INTO flags VALUES ('r{i}', {(flag is null ? "NULL" : $"'{flag}'")});")));
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("flags", "id", "active"));
        var active = new List<string>();
        await foreach (var row in source.ReadAsync(default))
        {
            if (row.IsActive) active.Add(row.Uid);
        }

        active.Order(StringComparer.Ordinal).ShouldBe(["r0", "r1", "r2", "r3", "r4", "r5", "r6"]);
    }

    private static async Task Columns(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE cols (id VARCHAR(20), active INT, plan VARCHAR(20), img VARCHAR(20)); INSERT INTO cols VALUES ('acme', 1, 'pro', 'nginx')");
        var mapping = new RowMapping("cols", "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "plan", ["image"] = "img" });
        var row = (await db.ReadAsync(mapping)).ShouldHaveSingleItem();
        mapping.Variables.ShouldBe(["image", "plan"]);
        (row.Uid, row.Activate, row.HostOrUrl, row.Extras[0], row.Extras[1]).ShouldBe(("acme", "1", null, "nginx", "pro"));
    }

    private static async Task HostOrUrl(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE hosts (id VARCHAR(20), active INT, url VARCHAR(50)); INSERT INTO hosts VALUES ('a', 1, 'https://a.example'); INSERT INTO hosts VALUES ('b', 0, NULL)");
        var rows = (await db.ReadAsync(new RowMapping("hosts", "id", "active", "url"))).OrderBy(row => row.Uid, StringComparer.Ordinal).ToList();
        rows.Select(row => (row.Uid, row.HostOrUrl, row.Activate)).ShouldBe([("a", "https://a.example", "1"), ("b", "", "0")]);
    }

    private static async Task OneColumnTwice(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE twice (id VARCHAR(20), active INT); INSERT INTO twice VALUES ('a', 1)");
        var row = (await db.ReadAsync(new RowMapping("twice", "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = "id", ["y"] = "id" }))).Single();
        row.Extras.ShouldBe(["a", "a"]);
    }

    private static async Task ReservedWords(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE \"select\" (\"from\" VARCHAR(20), \"where\" INT, \"order\" VARCHAR(20)); INSERT INTO \"select\" VALUES ('a', 1, 'b')");
        var row = (await db.ReadAsync(new RowMapping("select", "from", "where", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["group"] = "order" }))).Single();
        (row.Uid, row.Extras[0]).ShouldBe(("a", "b"));
    }

    private static async Task OddColumns(ISourceDatabase db)
    {
        string[] names = ["has space", "has.dot", "has'quote", "has\"double", "has`tick", "has;semicolon", "has\\slash", "has]bracket"];
        var columns = string.Join(", ", names.Select(name => $"\"{name.Replace("\"", "\"\"")}\" INT"));
        await db.ExecuteAsync($"CREATE TABLE odd (id VARCHAR(20), active INT, {columns}); INSERT INTO odd VALUES ('a', 1, {string.Join(", ", names.Select((_, i) => i))})");
        var extras = names.Select((name, i) => (Variable: $"v{i}", name)).ToDictionary(pair => pair.Variable, pair => pair.name, StringComparer.Ordinal);
        (await db.ReadAsync(new RowMapping("odd", "id", "active", extras: extras))).Single().Extras.ShouldBe(names.Select((_, i) => $"{i}"));
    }

    private static async Task QuotedTable(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE \"my-rows\" (id VARCHAR(20), active INT); INSERT INTO \"my-rows\" VALUES ('a', 1)");
        var table = db.Kind == SourceKind.PostgreSql ? "\"my-rows\"" : "`my-rows`";
        (await db.ReadAsync(new RowMapping(table, "id", "active"))).Count.ShouldBe(1);
    }

    private static async Task OtherScripts(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE \"größe\" (\"名前\" VARCHAR(20), active INT); INSERT INTO \"größe\" VALUES ('a', 1)");
        (await db.ReadAsync(new RowMapping("größe", "名前", "active"))).Count.ShouldBe(1);
    }

    private static async Task View(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE base_rows (id VARCHAR(20), status VARCHAR(20)); INSERT INTO base_rows VALUES ('a', 'live'); INSERT INTO base_rows VALUES ('b', 'gone');");
        await db.ExecuteAsync("CREATE VIEW live_rows AS SELECT id, CASE status WHEN 'live' THEN '1' ELSE '0' END AS \"on\" FROM base_rows");
        var rows = await db.ReadAsync(new RowMapping("live_rows", "id", "on"));
        rows.Select(row => (row.Uid, row.Activate)).Order().ShouldBe([("a", "1"), ("b", "0")]);
    }

    private static async Task HundredColumns(ISourceDatabase db)
    {
        var names = Enumerable.Range(0, 100).Select(i => $"c{i:00}").ToArray();
        await db.ExecuteAsync($"CREATE TABLE wide (id VARCHAR(20), active INT, {string.Join(", ", names.Select(name => $"{name} INT"))}); INSERT INTO wide VALUES ('a', 1, {string.Join(", ", names.Select((_, i) => i))})");
        var row = (await db.ReadAsync(new RowMapping("wide", "id", "active", extras: names.ToDictionary(name => name, StringComparer.Ordinal)))).Single();
        row.Extras.ShouldBe(names.Select((_, i) => $"{i}"));
    }

    private static async Task ManyRows(ISourceDatabase db)
    {
        await NumbersAsync(db, "many", 30_000);
        var rows = await db.ReadAsync(new RowMapping("many", "n", "n"));
        rows.Select(row => int.Parse(row.Uid)).Order().ShouldBe(Enumerable.Range(1, 30_000));
    }

    private static async Task EmptyUids(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE uids (id VARCHAR(20), active INT); INSERT INTO uids VALUES (NULL, 1); INSERT INTO uids VALUES ('', 1); INSERT INTO uids VALUES ('Bad_Name', 1)");
        (await db.ReadAsync(new RowMapping("uids", "id", "active"))).Select(row => row.Uid).Order(StringComparer.Ordinal).ShouldBe(["", "", "Bad_Name"]);
    }

    private static async Task ConcurrentChanges(ISourceDatabase db)
    {
        await NumbersAsync(db, "busy", 20_000);
        if (db.Kind == SourceKind.Sqlite) await db.ExecuteAsync("PRAGMA journal_mode=WAL");
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("busy", "n", "n"));
        var seen = 0;
        await foreach (var row in source.ReadAsync(default))
        {
            if (++seen == 1) await db.ExecuteAsync("DELETE FROM busy WHERE n > 10000; INSERT INTO busy VALUES (999999)");
        }

        seen.ShouldBe(20_000, "a read shows the table as it was when it began");
    }

    private static async Task GivingUp(ISourceDatabase db)
    {
        await NumbersAsync(db, "half", 20_000);
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("half", "n", "n"));
        await foreach (var row in source.ReadAsync(default))
        {
            if (row.Uid == "10") break;
        }

        (await source.ReadAllAsync()).Count.ShouldBe(20_000);
        (await source.ReadAllAsync()).Count.ShouldBe(20_000);
    }

    private static async Task Cancelled(ISourceDatabase db)
    {
        await NumbersAsync(db, "stopped", 30_000);
        using var stop = new CancellationTokenSource();
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("stopped", "n", "n"));
        var seen = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in source.ReadAsync(stop.Token))
            {
                if (++seen == 5) await stop.CancelAsync();
            }
        });
        seen.ShouldBeLessThan(30_000);
    }

    private static async Task FailsInTheMiddle(ISourceDatabase db)
    {
        await NumbersAsync(db, "breaks", 20_000);
        var expression = db.Kind switch
        {
            SourceKind.MySql => "(SELECT k FROM two WHERE k <= 1 + (b.n > 15000))",
            SourceKind.PostgreSql => "1 / (15000 - b.n)",
            _ => "CASE WHEN b.n > 15000 THEN abs(-9223372036854775808) ELSE 1 END",
        };
        if (db.Kind == SourceKind.MySql) await db.ExecuteAsync("CREATE TABLE two (k INT); INSERT INTO two VALUES (1), (2)");
        await db.ExecuteAsync($"CREATE VIEW breaking AS SELECT b.n, {expression} AS v FROM breaks b");
        var seen = 0;
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("breaking", "n", "v"));
        var error = await Should.ThrowAsync<SourceException>(async () =>
        {
            await foreach (var row in source.ReadAsync(default)) seen++;
        });
        error.Kind.ShouldBe(SourceErrorKind.QueryFailed);
        seen.ShouldBeLessThan(20_000);
    }

    private static async Task MissingTable(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE tenants_of_ours (id VARCHAR(20), active INT)");
        var error = await Should.ThrowAsync<SourceException>(() => db.ReadAsync(new RowMapping("tenant_of_ours", "id", "active")));
        error.Kind.ShouldBe(SourceErrorKind.UnknownTable);
        error.Message.ShouldContain("\"tenant_of_ours\"");
        error.Message.ShouldContain("did you mean \"tenants_of_ours\"");
    }

    private static async Task MissingColumns(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE misspelt (id VARCHAR(20), active INT, plan VARCHAR(20))");
        var mapping = new RowMapping("misspelt", "id", "actve", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["p"] = "plam", ["q"] = "plan" });
        var error = await Should.ThrowAsync<SourceException>(() => db.ReadAsync(mapping));
        error.Kind.ShouldBe(SourceErrorKind.UnknownColumn);
        error.Message.ShouldContain("\"actve\" (valueMappings.activate), did you mean \"active\"");
        error.Message.ShouldContain("\"plam\" (extraValueMappings.p), did you mean \"plan\"");
        error.Message.ShouldNotContain("extraValueMappings.q");
    }

    private static async Task Hashes(ISourceDatabase db)
    {
        await db.ExecuteAsync("CREATE TABLE hashed (id VARCHAR(20), active INT, a VARCHAR(20), b VARCHAR(20)); INSERT INTO hashed VALUES ('x', 1, 'ab', 'c'); INSERT INTO hashed VALUES ('x', 1, 'a', 'bc'); INSERT INTO hashed VALUES ('x', 1, 'ab', 'c')");
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("hashed", "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "a", ["b"] = "b" }));
        var hashes = new List<RowHash>();
        await foreach (var row in source.ReadAsync(default))
        {
            row.Hash.ShouldBe(row.ToValues().Hash);
            hashes.Add(row.Hash);
        }

        hashes.Distinct().Count().ShouldBe(2);
    }

    private static async Task GoneRow(ISourceDatabase db)
    {
        await NumbersAsync(db, "gone", 2);
        await using var sources = Reading.Sources();
        await using var source = sources.Open(db.Connection, new RowMapping("gone", "n", "n"));
        var rows = new List<Row>();
        await foreach (var row in source.ReadAsync(default)) rows.Add(row);
        Should.Throw<InvalidOperationException>(() => rows[0].Uid);
    }

    private static Task NumbersAsync(ISourceDatabase db, string table, int count) => db.ExecuteAsync(
        (db.Kind == SourceKind.MySql ? "SET max_recursive_iterations=1000000;" : "")
        + $"CREATE TABLE {table} (n INT NOT NULL); INSERT INTO {table} WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {count}) SELECT n FROM r");
}
