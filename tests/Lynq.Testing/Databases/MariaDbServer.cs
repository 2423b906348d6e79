namespace Lynq.Testing;

/// <summary>A private MariaDB in a folder of its own: listens on 127.0.0.1 and 127.0.0.2, gone with all its data when disposed.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private const string User = "mysql";
    private readonly ChildProcesses _processes;

    private MariaDbServer(ChildProcesses processes, int port, string? caPem, string? clientCertificatePem, string? clientKeyPem)
    {
        (_processes, Port) = (processes, port);
        (CaPem, ClientCertificatePem, ClientKeyPem) = (caPem, clientCertificatePem, clientKeyPem);
    }

    /// <summary>The address to connect to.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary>The Unix socket.</summary>
    public string Socket => Path.Combine(_processes.Folder, "db.sock");

    /// <summary>A user with all rights, from anywhere.</summary>
    public string Username => "lynq";

    /// <summary>The password of <see cref="Username"/>.</summary>
    public string Password => "pa ss'\"`\\ü€";

    /// <summary>A database that is there from the start.</summary>
    public string Database => "lynq";

    /// <summary>The authority of the server's certificate, when TLS is on.</summary>
    public string? CaPem { get; }

    /// <summary>A certificate for a client called "client", when TLS is on.</summary>
    public string? ClientCertificatePem { get; }

    /// <summary>The key of <see cref="ClientCertificatePem"/>.</summary>
    public string? ClientKeyPem { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<MariaDbServer> StartAsync(DatabaseOptions? options = null)
    {
        options ??= new DatabaseOptions();
        var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"mariadb-{Guid.NewGuid():N}"));
        var folder = processes.Folder;
        var tls = options.Tls ? DatabaseCertificates.Write(folder) : null;
        await DatabasePrograms.GiveAsync(User, folder);
        var data = Path.Combine(folder, "data");
        await OneShot.RunAsync("", DatabasePrograms.RunAs(User, "/usr/bin/mariadb-install-db", "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"));
        var server = new MariaDbServer(processes, LoopbackPorts.Free(1)[0], tls?.CaPem, tls?.ClientCertificatePem, tls?.ClientKeyPem);
        var command = DatabasePrograms.RunAs(User, ["/usr/sbin/mariadbd", .. server.Arguments(data, tls, options)]);
        processes.Start("mariadbd", command[0], command[1..]);
        await Eventually.Holds(server.AnswersAsync, "MariaDB answers");
        await server.ExecuteAsync(
            $"CREATE DATABASE {server.Database}; CREATE USER '{server.Username}'@'%' IDENTIFIED BY '{server.Password.Replace("\\", "\\\\").Replace("'", "''")}'; GRANT ALL ON *.* TO '{server.Username}'@'%' WITH GRANT OPTION;",
            "mysql");
        return server;
    }

    /// <summary>Runs statements as root, in <see cref="Database"/> unless another one is named.</summary>
    public Task<string> ExecuteAsync(string sql, string? database = null) =>
        OneShot.RunAsync(sql, "/usr/bin/mariadb", "--no-defaults", $"--socket={Socket}", "--user=root", "--default-character-set=utf8mb4", "--batch", "--binary-mode", "--skip-column-names", database ?? Database);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    private IEnumerable<string> Arguments(string data, DatabaseCertificates? tls, DatabaseOptions options) =>
    [
        "--no-defaults", $"--datadir={data}", $"--socket={Socket}", $"--pid-file={Path.Combine(data, "db.pid")}",
        $"--port={Port}", "--bind-address=127.0.0.1,127.0.0.2", "--skip-name-resolve", "--skip-log-bin",
        "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0", "--innodb-log-file-size=32M", "--max-allowed-packet=256M",
        "--character-set-server=utf8mb4", "--default-time-zone=+00:00", "--plugin-load-add=auth_ed25519",
        .. tls is null ? ["--skip-ssl"] : new[] { $"--ssl-ca={tls.CaFile}", $"--ssl-cert={tls.CertificateFile}", $"--ssl-key={tls.KeyFile}" },
        .. options.Arguments,
    ];

    private async Task<bool> AnswersAsync()
    {
        if (!_processes.IsRunning("mariadbd")) throw new InvalidOperationException($"MariaDB ended: {_processes.TailOf("mariadbd")}");
        try
        {
            await ExecuteAsync("SELECT 1", "mysql");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
