namespace Lynq.Sources.Tests.Conformance;

/// <summary>A column's type and the SQL of a value in it; null where the database has no such thing.</summary>
internal sealed record ColumnValue(string Type, string Sql)
{
    public static implicit operator ColumnValue((string Type, string Sql) pair) => new(pair.Type, pair.Sql);
}

/// <summary>One value and the text that a row must hold for it.</summary>
internal sealed record ValueCase(string Name, string Expected, ColumnValue? MySql, ColumnValue? PostgreSql, ColumnValue? Sqlite)
{
    public ColumnValue? In(SourceKind kind) => kind switch
    {
        SourceKind.MySql => MySql,
        SourceKind.PostgreSql => PostgreSql,
        _ => Sqlite,
    };

    /// <summary>The same type and SQL everywhere.</summary>
    public static ValueCase Same(string name, string expected, string type, string sql) => new(name, expected, (type, sql), (type, sql), (type, sql));
}
