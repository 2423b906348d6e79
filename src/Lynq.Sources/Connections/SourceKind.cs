namespace Lynq.Sources;

/// <summary>The databases that rows can come from.</summary>
public enum SourceKind
{
    /// <summary>MySQL, MariaDB and whatever else speaks their protocol.</summary>
    MySql,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>A SQLite file; <see cref="SourceConnection.Database"/> is its path.</summary>
    Sqlite,
}
