namespace Lynq.Testing;

/// <summary>A private database server in a folder of its own: listens on 127.0.0.1 and 127.0.0.2, gone with all its data when disposed.</summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    private readonly string _product;
    private readonly string _program;
    private readonly ChildProcesses _processes;
    private readonly DatabaseCertificates? _tls;

    private protected DatabaseServer(string product, string program, bool tls)
    {
        (_product, _program) = (product, program);
        _processes = new ChildProcesses(Path.Combine(Path.GetTempPath(), $"{program}-{Guid.NewGuid():N}"));
        _tls = tls ? DatabaseCertificates.Write(Folder) : null;
    }

    /// <summary>The address to connect to.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The TCP port.</summary>
    public int Port { get; } = LoopbackPorts.Free(1)[0];

    /// <summary>A user with all rights, from anywhere.</summary>
    public string Username => "lynq";

    /// <summary>The password of <see cref="Username"/>.</summary>
    public string Password => "pa ss'\"`\\ü€";

    /// <summary>A database that is there from the start.</summary>
    public string Database => "lynq";

    /// <summary>The authority of the server's certificate, when TLS is on.</summary>
    public string? CaPem => _tls?.CaPem;

    /// <summary>A certificate for a client called "client", when TLS is on.</summary>
    public string? ClientCertificatePem => _tls?.ClientCertificatePem;

    /// <summary>The key of <see cref="ClientCertificatePem"/>.</summary>
    public string? ClientKeyPem => _tls?.ClientKeyPem;

    /// <summary>Where the server keeps its files.</summary>
    private protected string Folder => _processes.Folder;

    /// <summary>The operating system's user that it runs as when we are root.</summary>
    private protected abstract string SystemUser { get; }

    /// <summary>A database that the server makes by itself.</summary>
    private protected abstract string FirstDatabase { get; }

    /// <summary>Runs statements with all rights, in <see cref="Database"/> unless another one is named.</summary>
    public abstract Task<string> ExecuteAsync(string sql, string? database = null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _processes.DisposeAsync();
    }

    /// <summary>Makes the data folder, starts the server and waits until it answers.</summary>
    private protected async Task StartAsync(string path, string[] install, IEnumerable<string> arguments)
    {
        await DatabasePrograms.GiveAsync(SystemUser, Folder);
        await OneShot.RunAsync("", DatabasePrograms.RunAs(SystemUser, install));
        var command = DatabasePrograms.RunAs(SystemUser, [path, .. arguments]);
        _processes.Start(_program, command[0], command[1..]);
        await Eventually.Holds(AnswersAsync, $"{_product} answers");
    }

    /// <summary>The server's arguments for TLS; none when it is off.</summary>
    private protected string[] TlsArguments(Func<DatabaseCertificates, string[]> arguments) => _tls is null ? [] : arguments(_tls);

    private async Task<bool> AnswersAsync()
    {
        if (!_processes.IsRunning(_program)) throw new InvalidOperationException($"{_product} ended: {_processes.TailOf(_program)}");
        try
        {
            await ExecuteAsync("SELECT 1", FirstDatabase);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
