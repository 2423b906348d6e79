using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources;

/// <summary>What a MySQL client library must bring to serve as the <c>mysql</c> provider.</summary>
public interface IMySqlDriver
{
    /// <summary>
    /// Makes a pool. Its readers give the server's types unconverted (a TINYINT(1) as a number, a CHAR(36) as text),
    /// zero dates as <see cref="DateTime.MinValue"/>, and either typed values or <see cref="IWireValues"/>.
    /// </summary>
    /// <param name="connection">Whom to connect to, how, and within what time.</param>
    /// <param name="logger">Told once if TLS was preferred but not to be had.</param>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/> if the settings cannot work.</exception>
    DbDataSource CreatePool(SourceConnection connection, ILogger logger);

    /// <summary>
    /// A value that is not null, as an object whose text is the server's: for what the library's own objects do not hold exactly,
    /// such as decimals of more than 28 digits and dates whose month or day is zero (which become one).
    /// </summary>
    object GetValue(DbDataReader reader, int ordinal) => reader.GetValue(ordinal);

    /// <summary>The server's number of an error, or null if the server did not send this one.</summary>
    int? ServerCode(DbException exception);
}
