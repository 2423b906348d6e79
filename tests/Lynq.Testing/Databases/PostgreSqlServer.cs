namespace Lynq.Testing;

/// <summary>A private PostgreSQL in a folder of its own: listens on 127.0.0.1 and 127.0.0.2, gone with all its data when disposed.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "postgres";
    private readonly ChildProcesses _processes;

    private PostgreSqlServer(ChildProcesses processes, int port, string? caPem, string? clientCertificatePem, string? clientKeyPem)
    {
        (_processes, Port) = (processes, port);
        (CaPem, ClientCertificatePem, ClientKeyPem) = (caPem, clientCertificatePem, clientKeyPem);
    }

    /// <summary>The address to connect to.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary>The folder of the Unix socket.</summary>
    public string SocketFolder => _processes.Folder;

    /// <summary>A user with all rights.</summary>
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
    public static async Task<PostgreSqlServer> StartAsync(DatabaseOptions? options = null)
    {
        options ??= new DatabaseOptions();
        var processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"postgresql-{Guid.NewGuid():N}"));
        var folder = processes.Folder;
        var tls = options.Tls ? DatabaseCertificates.Write(folder) : null;
        await DatabasePrograms.GiveAsync(User, folder);
        var data = Path.Combine(folder, "data");
        await OneShot.RunAsync("", DatabasePrograms.RunAs(User, DatabasePrograms.PostgreSql("initdb"), "-D", data, "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"));
        var server = new PostgreSqlServer(processes, LoopbackPorts.Free(1)[0], tls?.CaPem, tls?.ClientCertificatePem, tls?.ClientKeyPem);
        var command = DatabasePrograms.RunAs(User, [DatabasePrograms.PostgreSql("postgres"), .. server.Arguments(data, tls, options)]);
        processes.Start("postgres", command[0], command[1..]);
        await Eventually.Holds(server.AnswersAsync, "PostgreSQL answers");
        await server.ExecuteAsync($"CREATE ROLE {server.Username} SUPERUSER LOGIN PASSWORD '{server.Password.Replace("'", "''")}'", "postgres");
        await server.ExecuteAsync($"CREATE DATABASE {server.Database} OWNER {server.Username}", "postgres");
        return server;
    }

    /// <summary>Runs statements as the superuser, in <see cref="Database"/> unless another one is named.</summary>
    public Task<string> ExecuteAsync(string sql, string? database = null) =>
        OneShot.RunAsync(sql, DatabasePrograms.PostgreSql("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", SocketFolder, "-p", $"{Port}", "-U", "postgres", database ?? Database);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    private IEnumerable<string> Arguments(string data, DatabaseCertificates? tls, DatabaseOptions options) =>
    [
        "-D", data, "-k", _processes.Folder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1,127.0.0.2",
        "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB", "-c", "max_connections=50",
        .. tls is null ? [] : new[] { "-c", "ssl=on", "-c", $"ssl_ca_file={tls.CaFile}", "-c", $"ssl_cert_file={tls.CertificateFile}", "-c", $"ssl_key_file={tls.KeyFile}" },
        .. options.Arguments,
    ];

    private async Task<bool> AnswersAsync()
    {
        if (!_processes.IsRunning("postgres")) throw new InvalidOperationException($"PostgreSQL ended: {_processes.TailOf("postgres")}");
        try
        {
            await ExecuteAsync("SELECT 1", "postgres");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
