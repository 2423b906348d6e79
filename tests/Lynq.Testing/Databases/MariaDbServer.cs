namespace Lynq.Testing;

/// <summary>A private MariaDB.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    private MariaDbServer(bool tls) : base("MariaDB", "mariadbd", tls)
    {
    }

    /// <summary>The Unix socket.</summary>
    public string Socket => Path.Combine(Folder, "db.sock");

    private protected override string SystemUser => "mysql";

    private protected override string FirstDatabase => "mysql";

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<MariaDbServer> StartAsync(DatabaseOptions? options = null)
    {
        options ??= new DatabaseOptions();
        var server = new MariaDbServer(options.Tls);
        var data = Path.Combine(server.Folder, "data");
        string[] install = ["/usr/bin/mariadb-install-db", "--no-defaults", $"--datadir={data}", $"--tmpdir={server.Folder}", "--auth-root-authentication-method=normal", "--skip-test-db"];
        await server.StartAsync("/usr/sbin/mariadbd", install, [.. server.Arguments(data, options.Tls), .. options.Arguments]);
        await server.ExecuteAsync(
            $"CREATE DATABASE {server.Database}; CREATE USER '{server.Username}'@'%' IDENTIFIED BY '{server.Password.Replace("\\", "\\\\").Replace("'", "''")}'; GRANT ALL ON *.* TO '{server.Username}'@'%' WITH GRANT OPTION;",
            server.FirstDatabase);
        return server;
    }

    /// <inheritdoc/>
    public override Task<string> ExecuteAsync(string sql, string? database = null) =>
        OneShot.RunAsync(sql, "/usr/bin/mariadb", "--no-defaults", $"--socket={Socket}", "--user=root", "--default-character-set=utf8mb4", "--batch", "--binary-mode", "--skip-column-names", database ?? Database);

    private string[] Arguments(string data, bool tls) =>
    [
        "--no-defaults", $"--datadir={data}", $"--tmpdir={Folder}", $"--socket={Socket}", $"--pid-file={Path.Combine(data, "db.pid")}",
        $"--port={Port}", "--bind-address=127.0.0.1,127.0.0.2", "--skip-name-resolve", "--skip-log-bin",
        "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0", "--innodb-log-file-size=32M", "--max-allowed-packet=256M",
        "--character-set-server=utf8mb4", "--default-time-zone=+00:00", "--plugin-load-add=auth_ed25519",
        .. tls ? TlsArguments(files => [$"--ssl-ca={files.CaFile}", $"--ssl-cert={files.CertificateFile}", $"--ssl-key={files.KeyFile}"]) : ["--skip-ssl"],
    ];
}
