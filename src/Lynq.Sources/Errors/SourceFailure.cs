using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Lynq.Sources.MySql;

namespace Lynq.Sources;

/// <summary>Gives every error that a driver can throw its kind and a message of our own.</summary>
internal static class SourceFailure
{
    /// <summary>The error to throw instead.</summary>
    /// <param name="error">What was thrown; not one of ours, and not the caller's own cancellation.</param>
    /// <param name="provider">Whose errors they are.</param>
    /// <param name="connection">For the message.</param>
    /// <param name="connecting">Whether there was no connection yet.</param>
    public static SourceException Of(Exception error, SourceProvider provider, SourceConnection connection, bool connecting)
    {
        if (error is DbException db && provider.Explain(db) is { } failure) return OfServer(failure, connection);
        var where = connecting ? "connecting to" : "reading from";
        return Causes(error).Select(cause => OfNetwork(cause, where, connection)).FirstOrDefault(found => found is not null)
            ?? new SourceException(connecting ? SourceErrorKind.Unreachable : SourceErrorKind.QueryFailed, $"{where} {connection.Endpoint} failed ({error.GetType().Name})");
    }

    private static SourceException? OfNetwork(Exception cause, string where, SourceConnection connection) => cause switch
    {
        SourceException own => own,
        TimeoutException => new SourceException(SourceErrorKind.Timeout, $"{where} {connection.Endpoint} took too long: check the server, or allow more time"),
        AuthenticationException => new SourceException(SourceErrorKind.TlsFailed, $"TLS with {connection.Endpoint} failed", cause),
        ProtocolViolationException => new SourceException(where.StartsWith("conn", StringComparison.Ordinal) ? SourceErrorKind.Unreachable : SourceErrorKind.QueryFailed, $"{where} {connection.Endpoint} failed: {cause.Message}"),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            new SourceException(SourceErrorKind.Unreachable, $"there is no host \"{connection.Host}\": check source.host", cause),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.AddressNotAvailable } =>
            new SourceException(SourceErrorKind.Unreachable, $"{connection.Endpoint} refuses connections: check source.host, source.port and the server", cause),
        SocketException or IOException => new SourceException(SourceErrorKind.Unreachable, $"{where} {connection.Endpoint} failed: the connection broke off", cause),
        _ => null,
    };

    private static SourceException OfServer(ServerFailure failure, SourceConnection connection)
    {
        var code = (failure.Code, failure.SqlState) switch
        {
            ({ } number, { } state) => string.Create(CultureInfo.InvariantCulture, $"error {number}, SQLSTATE {state}"),
            ({ } number, null) => string.Create(CultureInfo.InvariantCulture, $"error {number}"),
            _ => $"SQLSTATE {failure.SqlState}",
        };
        return new SourceException(failure.Kind, $"{connection.Endpoint}: {Meaning(failure.Kind, connection)} ({code})") { ServerCode = failure.Code, SqlState = failure.SqlState };
    }

    private static string Meaning(SourceErrorKind kind, SourceConnection connection) => kind switch
    {
        SourceErrorKind.AuthenticationFailed => $"user \"{connection.Username}\" is not let in: check username, the password's Secret and what hosts and plugins the server allows",
        SourceErrorKind.BadConfiguration => $"database \"{connection.Database}\" cannot be opened: check source.database",
        SourceErrorKind.PermissionDenied => $"user \"{connection.Username}\" may not read this: grant SELECT on the table or view",
        SourceErrorKind.UnknownTable => "the table does not exist",
        SourceErrorKind.UnknownColumn => "a mapped column does not exist",
        SourceErrorKind.Timeout => "the server gave up waiting: check for locks and its time limits",
        SourceErrorKind.Cancelled => "the server ended the statement or the connection",
        SourceErrorKind.TlsFailed => "the server insists on TLS: raise tls.mode",
        SourceErrorKind.Unreachable => "the server takes no more connections at the moment",
        _ => "the server could not answer the statement: try it there by hand",
    };

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
