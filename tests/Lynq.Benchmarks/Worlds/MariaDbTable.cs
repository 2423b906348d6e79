using System.Diagnostics;
using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>A private MariaDB, spoken to through one open session of its command line, so that a statement costs no process.</summary>
internal sealed class MariaDbTable : RowTable
{
    private const string Done = "lynq-benchmark-done";
    private readonly MariaDbServer _server;
    private readonly Process _session;

    private MariaDbTable(MariaDbServer server)
    {
        _server = server;
        Processes = ProcessUsage.Having(Path.GetDirectoryName(server.Socket)!);
        _session = Process.Start(new ProcessStartInfo(
            "/usr/bin/mariadb",
            ["--no-defaults", $"--socket={server.Socket}", "--user=root", "--batch", "--unbuffered", "--skip-column-names", server.Database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public override string Description => "MariaDB";

    public override string Password => _server.Password;

    public override IReadOnlyList<int> Processes { get; }

    public static async Task<MariaDbTable> StartAsync() =>
        DatabasePrograms.WhyNoMariaDb is { } missing ? throw new InvalidOperationException(missing) : new(await MariaDbServer.StartAsync());

    public override async Task ExecuteAsync(string sql)
    {
        await _session.StandardInput.WriteLineAsync($"{sql};");
        await _session.StandardInput.WriteLineAsync($"SELECT '{Done}';");
        await _session.StandardInput.FlushAsync();
        while (await _session.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == Done) return;
        }

        throw new InvalidOperationException($"MariaDB refused: {sql[..Math.Min(200, sql.Length)]}");
    }

    public override JsonObject Source(string table, string syncInterval, string secret) => Source("mysql", syncInterval, new JsonObject
    {
        ["host"] = _server.Host,
        ["port"] = _server.Port,
        ["username"] = _server.Username,
        ["database"] = _server.Database,
        ["table"] = table,
        ["passwordRef"] = new JsonObject { ["name"] = secret, ["key"] = "password" },
    });

    public override async ValueTask DisposeAsync()
    {
        _session.StandardInput.Close();
        await _session.EndsAsync("mariadb");
        _session.Dispose();
        await _server.DisposeAsync();
    }
}
