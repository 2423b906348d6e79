using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lynq.Sources.MySql;

/// <summary>A session of the pool behind ADO.NET's face. Asynchronous only: nothing here may block a thread.</summary>
internal sealed class MySqlConnection(MySqlDataSource pool) : DbConnection
{
    private const string AsynchronousOnly = "Use the asynchronous method";

    /// <summary>The session, while the connection is open.</summary>
    public MySqlSession? Session { get; private set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException("Connections are configured by their pool");
    }

    /// <inheritdoc/>
    public override string Database => "";

    /// <inheritdoc/>
    public override string DataSource => "";

    /// <inheritdoc/>
    public override string ServerVersion => "";

    /// <inheritdoc/>
    public override ConnectionState State => Session is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (Session is not null) throw new InvalidOperationException("The connection is open already");
        Session = await pool.RentAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        if (Session is not { } session) return;
        Session = null;
        await pool.ReturnAsync(session);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    public override void Open() => throw new NotSupportedException(AsynchronousOnly);

    /// <inheritdoc/>
    public override void Close()
    {
        if (Session is not null) throw new NotSupportedException(AsynchronousOnly);
    }

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("A connection keeps its database");

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("Rows are read without a transaction");

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new MySqlCommand { Connection = this };
}
