using System.Data.Common;
using System.Security.Cryptography.X509Certificates;
using Lynq.Sources;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Lynq.Cluster.MySql;

/// <summary>The <c>mysql</c> provider on MySqlConnector. Values come as the server has them, so that all drivers read the same.</summary>
internal sealed class MySqlConnectorDriver : IMySqlDriver
{
    /// <inheritdoc/>
    public DbDataSource CreatePool(SourceConnection connection, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var builder = new MySqlDataSourceBuilder(Settings(connection).ConnectionString);
        if (connection.Tls.ClientCertificatePem is { Length: > 0 } certificate)
            builder.UseClientCertificatesCallback(certificates => Add(certificates, certificate, connection.Tls.ClientKeyPem));
        if (connection.Tls.CaPem is { Length: > 0 } authorities && connection.Tls.Mode is TlsMode.VerifyCa or TlsMode.VerifyFull)
            builder.UseRemoteCertificateValidationCallback(new AuthorityCheck(authorities, connection.Tls.Mode).Accepts);
        return builder.Build();
    }

    /// <inheritdoc/>
    public int? ServerCode(DbException exception) => exception is MySqlException { ErrorCode: > MySqlErrorCode.None and not MySqlErrorCode.UnableToConnectToHost } mysql
        ? (int)mysql.ErrorCode
        : null;

    /// <inheritdoc/>
    public object GetValue(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader is MySqlDataReader mysql && reader.GetDataTypeName(ordinal).StartsWith("DECIMAL", StringComparison.OrdinalIgnoreCase))
            return mysql.GetMySqlDecimal(ordinal).ToString();
        return reader.GetValue(ordinal) is var value && value is MySqlDateTime moment ? WithoutZeros(moment) : value;
    }

    private static DateTime WithoutZeros(MySqlDateTime moment) =>
        new DateTime(Math.Max(moment.Year, 1), Math.Max(moment.Month, 1), Math.Max(moment.Day, 1), moment.Hour, moment.Minute, moment.Second, DateTimeKind.Unspecified)
            .AddMicroseconds(moment.Microsecond);

    private static MySqlConnectionStringBuilder Settings(SourceConnection connection) => new()
    {
        Server = connection.Host,
        Port = (uint)connection.EffectivePort,
        ConnectionProtocol = connection.Host.StartsWith('/') ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Sockets,
        UserID = connection.Username,
        Password = connection.Credential.Password,
        Database = connection.Database,
        SslMode = connection.Tls.Mode switch
        {
            TlsMode.Disabled => MySqlSslMode.None,
            TlsMode.Preferred => MySqlSslMode.Preferred,
            TlsMode.Required => MySqlSslMode.Required,
            // With an authority of the user's own the check is ours; the library's own mode would refuse it first.
            _ when connection.Tls.CaPem is { Length: > 0 } => MySqlSslMode.Required,
            TlsMode.VerifyCa => MySqlSslMode.VerifyCA,
            _ => MySqlSslMode.VerifyFull,
        },
        TreatTinyAsBoolean = false,
        // Dates with zeros come as the library's own type instead of failing the read.
        AllowZeroDateTime = true,
        GuidFormat = MySqlGuidFormat.None,
        AllowPublicKeyRetrieval = true,
        UseAffectedRows = false,
        Pooling = true,
        MaximumPoolSize = 8,
    };

    private static ValueTask Add(X509CertificateCollection certificates, string certificate, string? key)
    {
        certificates.Add(X509Certificate2.CreateFromPem(certificate, key));
        return ValueTask.CompletedTask;
    }
}
