namespace Lynq.Testing;

/// <summary>A private PostgreSQL.</summary>
public sealed class PostgreSqlServer : DatabaseServer
{
    private PostgreSqlServer(bool tls) : base("PostgreSQL", "postgres", tls)
    {
    }

    private protected override string SystemUser => "postgres";

    private protected override string FirstDatabase => "postgres";

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<PostgreSqlServer> StartAsync(DatabaseOptions? options = null)
    {
        options ??= new DatabaseOptions();
        var server = new PostgreSqlServer(options.Tls);
        var data = Path.Combine(server.Folder, "data");
        string[] install = [DatabasePrograms.PostgreSql("initdb"), "-D", data, "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"];
        await server.StartAsync(DatabasePrograms.PostgreSql("postgres"), install, [.. server.Arguments(data), .. options.Arguments]);
        await server.ExecuteAsync($"CREATE ROLE {server.Username} SUPERUSER LOGIN PASSWORD '{server.Password.Replace("'", "''")}'", server.FirstDatabase);
        await server.ExecuteAsync($"CREATE DATABASE {server.Database} OWNER {server.Username}", server.FirstDatabase);
        return server;
    }

    /// <inheritdoc/>
    public override Task<string> ExecuteAsync(string sql, string? database = null) =>
        OneShot.RunAsync(sql, DatabasePrograms.PostgreSql("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", Folder, "-p", $"{Port}", "-U", "postgres", database ?? Database);

    private string[] Arguments(string data) =>
    [
        "-D", data, "-k", Folder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1,127.0.0.2",
        "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB", "-c", "max_connections=50",
        .. TlsArguments(files => ["-c", "ssl=on", "-c", $"ssl_ca_file={files.CaFile}", "-c", $"ssl_cert_file={files.CertificateFile}", "-c", $"ssl_key_file={files.KeyFile}"]),
    ];
}
