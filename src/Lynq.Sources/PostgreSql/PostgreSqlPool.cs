using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lynq.Sources.PostgreSql;

/// <summary>Npgsql's pool with our settings. TLS is our own, so that it is the same for all databases.</summary>
internal sealed partial class PostgreSqlPool : DbDataSource
{
    private readonly NpgsqlDataSource _source;
    private readonly TlsClient? _tls;
    private readonly ILogger _logger;
    private readonly SourceConnection _connection;
    private readonly AsyncLocal<TlsAttempt?> _attempt = new();
    private int _tlsSeen;
    private int _clearTextTold;

    /// <summary>Makes the pool.</summary>
    public PostgreSqlPool(SourceConnection connection, ILogger logger)
    {
        (_connection, _logger) = (connection, logger);
        var builder = new NpgsqlDataSourceBuilder(Settings(connection).ConnectionString);
        if (connection.Tls.Mode != TlsMode.Disabled)
        {
            _tls = new TlsClient(connection.Tls, connection.Host);
            builder.UseSslClientAuthenticationOptionsCallback(options =>
            {
                Interlocked.Exchange(ref _tlsSeen, 1);
                var attempt = _attempt.Value;
                _tls.Configure(options, reason =>
                {
                    if (attempt is not null) attempt.Refused = reason;
                });
            });
        }

        _source = builder.Build();
    }

    /// <inheritdoc/>
    public override string ConnectionString => "";

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => _source.CreateConnection();

    /// <inheritdoc/>
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var attempt = new TlsAttempt();
        _attempt.Value = attempt;
        try
        {
            var opened = await _source.OpenConnectionAsync(cancellationToken);
            WarnOfClearText();
            return opened;
        }
        catch (NpgsqlException e) when (attempt.Refused is { } reason)
        {
            throw new SourceException(SourceErrorKind.TlsFailed, $"TLS with {_connection.Host} failed: {reason}", e.InnerException);
        }
        catch (NpgsqlException e) when (_connection.Tls.Mode > TlsMode.Disabled && _tlsSeen == 0 && e is not PostgresException && e.InnerException is null)
        {
            // The driver refuses on its own only when the server has answered the request for TLS with no.
            throw new SourceException(SourceErrorKind.TlsFailed, $"{_connection.Endpoint} offers no TLS, and tls.mode asks for it: enable TLS at the server or lower tls.mode");
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await _source.DisposeAsync();
        _tls?.Dispose();
        await base.DisposeAsyncCore();
    }

    private static NpgsqlConnectionStringBuilder Settings(SourceConnection connection) => new()
    {
        Host = connection.Host,
        Port = connection.EffectivePort,
        Username = connection.Username,
        Password = connection.Credential.Password,
        Database = connection.Database,
        ApplicationName = "lynq",
        Timeout = Seconds(connection.Timeouts.Connect),
        CommandTimeout = Seconds(connection.Timeouts.Command),
        Timezone = "UTC",
        // What values look like must not depend on how a role or the server is set up.
        Options = "-c DateStyle=ISO -c extra_float_digits=1 -c bytea_output=hex",
        SslMode = connection.Tls.Mode switch
        {
            TlsMode.Disabled => SslMode.Disable,
            TlsMode.Preferred => SslMode.Prefer,
            _ => SslMode.Require,
        },
        ConnectionIdleLifetime = 300,
        MaxPoolSize = 25,
        NoResetOnClose = true,
        IncludeErrorDetail = false,
        IncludeFailedBatchedCommand = false,
    };

    private static int Seconds(TimeSpan time) => (int)Math.Clamp(Math.Ceiling(time.TotalSeconds), 1, 1024);

    private void WarnOfClearText()
    {
        if (_connection.Tls.Mode != TlsMode.Preferred || _tlsSeen != 0 || _connection.Host.StartsWith('/')) return;
        if (Interlocked.Exchange(ref _clearTextTold, 1) == 0) LogClearText(_connection.Endpoint);
    }

    private sealed class TlsAttempt
    {
        public string? Refused { get; set; }
    }
}
