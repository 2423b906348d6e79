using System.Diagnostics;
using System.Globalization;
using Lynq.Benchmarks.Reporting;
using Lynq.Sources;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Benchmarks.Sources;

/// <summary>
/// Reads a million rows of eight columns from a private MariaDB, beside its own command-line client piping the same
/// query to /dev/null. Promise: at most twice its time, under 50 MB of working set above the start.
/// </summary>
internal static class SourcesBenchmark
{
    private const int Rows = 1_000_000;
    private const int Rounds = 3;
    private const string Columns = "id, active, plan, image, replicas, region, price, created";

    private static readonly RowMapping Mapping = new("tenants", "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["plan"] = "plan",
        ["image"] = "image",
        ["replicas"] = "replicas",
        ["region"] = "region",
        ["price"] = "price",
        ["created"] = "created",
    });

    /// <summary>Measures, where MariaDB is installed.</summary>
    public static async Task RunAsync(Report report)
    {
        if (DatabasePrograms.WhyNoMariaDb is { } missing)
        {
            Report.Progress(missing);
            return;
        }

        await using var server = await MariaDbServer.StartAsync();
        await FillAsync(server);
        await using var sources = new RowSources(NullLogger<RowSources>.Instance, TimeProvider.System);
        await using var source = sources.Open(ConnectionTo(server), Mapping);
        await ReadAsync(source, hash: false, limit: 1000);
        var start = WorkingSet();
        var client = await BestAsync(() => ClientAsync(server));
        var plain = await BestAsync(() => ReadAsync(source, hash: false, Rows));
        var hashed = await BestAsync(() => ReadAsync(source, hash: true, Rows));
        var peak = PeakWorkingSet() - start;
        report.Add(new Figure("sources", "a million rows, beside mariadb | /dev/null", plain / client) { Limit = Limit.AtMost(2), Note = $"{plain.TotalSeconds:F2} s, {client.TotalSeconds:F2} s" });
        report.Add(new Figure("sources", "the same with a hash of each row", hashed / client) { Note = $"{hashed.TotalSeconds:F2} s" });
        report.Add(new Figure("sources", "working set above the start, at its peak", peak / 1e6, "MB") { Limit = Limit.AtMost(50) });
    }

    private static Task<string> FillAsync(MariaDbServer server) => server.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
        SET max_recursive_iterations = {Rows + 1};
        CREATE TABLE tenants (id VARCHAR(40) PRIMARY KEY, active TINYINT(1), plan VARCHAR(20), image VARCHAR(60), replicas INT, region VARCHAR(20), price DECIMAL(10,2), created DATETIME);
        INSERT INTO tenants
        WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {Rows})
        SELECT CONCAT('tenant-', n), n % 10 <> 0, ELT(1 + n % 3, 'free', 'pro', 'ai'), CONCAT('registry.example/app:', n % 100), n % 7, 'eu-central-1', n / 100, '2025-01-15 10:30:00' + INTERVAL n SECOND FROM r;
        """));

    private static SourceConnection ConnectionTo(MariaDbServer server) => new()
    {
        Kind = SourceKind.MySql,
        Host = server.Host,
        Port = server.Port,
        Username = server.Username,
        Credential = new Credential(server.Password, "1"),
        Database = server.Database,
    };

    // What a hub does for each row: the flag, the uid's bytes and, for rows that are active, the hash.
    private static async Task ReadAsync(IRowSource source, bool hash, int limit)
    {
        var (rows, active, bytes) = (0, 0, 0L);
        var hashes = UInt128.Zero;
        await foreach (var row in source.ReadAsync(default))
        {
            if (++rows == limit && limit < Rows) return;
            bytes += row.UidUtf8.Length;
            if (!row.IsActive) continue;
            active++;
            if (hash) hashes ^= row.Hash.Value;
        }

        if (rows != Rows || active != Rows / 10 * 9 || bytes == 0 || (hash && hashes == UInt128.Zero))
            throw new InvalidOperationException($"read {rows} rows, {active} active");
    }

    private static async Task ClientAsync(MariaDbServer server)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"exec mariadb --no-defaults -h {server.Host} -P {server.Port} -u {server.Username} --batch -e 'SELECT {Columns} FROM tenants' {server.Database} > /dev/null" },
            Environment = { ["MYSQL_PWD"] = server.Password },
        };
        var run = await ProgramRun.ToEndAsync(start);
        if (run.ExitCode != 0) throw new InvalidOperationException($"mariadb ended with {run.ExitCode}: {run.Errors}");
    }

    private static async Task<TimeSpan> BestAsync(Func<Task> work)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await work();
            if (clock.Elapsed < best) best = clock.Elapsed;
        }

        return best;
    }

    private static long WorkingSet() => Process.GetCurrentProcess().WorkingSet64;

    private static long PeakWorkingSet() => Process.GetCurrentProcess().PeakWorkingSet64;
}
