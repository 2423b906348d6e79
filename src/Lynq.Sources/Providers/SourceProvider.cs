using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources;

/// <summary>What differs from database to database. All that reads rows is written against ADO.NET and this.</summary>
internal abstract class SourceProvider
{
    /// <summary>How names are quoted.</summary>
    public abstract Identifiers Identifiers { get; }

    /// <summary>Makes a pool; nothing is connected yet.</summary>
    public abstract DbDataSource CreatePool(SourceConnection connection, ILogger logger);

    /// <summary>Last touches on a statement before it is sent.</summary>
    public virtual void Prepare(DbCommand command)
    {
    }

    /// <summary>For drivers that cannot look at a token while they work: ends the work when it fires.</summary>
    public virtual CancellationTokenRegistration InterruptOn(DbConnection connection, CancellationToken cancellationToken) => default;

    /// <summary>How this result's values become text.</summary>
    public abstract RowFormat Format(DbDataReader reader);

    /// <summary>The meaning of an error, or null if it did not come from the server.</summary>
    public abstract ServerFailure? Explain(DbException exception);

    /// <summary>A statement whose first column lists the tables and views beside that table.</summary>
    public abstract string ListTables(TableName table);

    /// <summary>A statement whose first column lists the table's columns.</summary>
    public abstract string ListColumns(TableName table);
}
