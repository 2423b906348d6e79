using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lynq.Sources.MySql;

/// <summary>A statement without parameters: a sync has nothing to pass but quoted names.</summary>
internal sealed class MySqlCommand : DbCommand
{
    private const string AsynchronousOnly = "Use the asynchronous method";

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <summary>Not used: the pool's time-outs hold.</summary>
    public override int CommandTimeout { get; set; }

    /// <inheritdoc/>
    public override CommandType CommandType { get; set; } = CommandType.Text;

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException("Statements have no parameters");

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Nothing to do: work is cancelled by the token it was started with, which closes the connection.</summary>
    public override void Cancel()
    {
    }

    /// <summary>Nothing to do: the text protocol does not prepare.</summary>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => throw new NotSupportedException(AsynchronousOnly);

    /// <inheritdoc/>
    public override object? ExecuteScalar() => throw new NotSupportedException(AsynchronousOnly);

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => throw new NotSupportedException("Statements have no parameters");

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException(AsynchronousOnly);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        if (DbConnection is not MySqlConnection { Session: { } session }) throw new InvalidOperationException("The connection is not open");
        return new MySqlDataReader(await session.QueryAsync(CommandText, cancellationToken));
    }
}
