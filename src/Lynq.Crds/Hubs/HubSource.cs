using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>The database of a hub.</summary>
public sealed record HubSource : OpenRecord
{
    /// <summary>Kind of database: mysql, postgresql or sqlite. The object of the same name holds its settings.</summary>
    [Required]
    [AllowedValues(SourceTypes.MySql, SourceTypes.PostgreSql, SourceTypes.Sqlite)]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>How often the table is read: one number and one unit, for example 30s, 5m or 1h.</summary>
    [Required]
    [DefaultValue(HubDefaults.SyncInterval)]
    [RegularExpression("^[0-9]+(s|m|h)$")]
    public string? SyncInterval { get; init; }

    /// <summary>Settings of a MySQL or MariaDB server.</summary>
    [SchemaDefault("port", HubDefaults.MySqlPort)]
    public SqlServerSource? Mysql { get; init; }

    /// <summary>Settings of a PostgreSQL server.</summary>
    [SchemaDefault("port", HubDefaults.PostgreSqlPort)]
    public SqlServerSource? Postgresql { get; init; }

    /// <summary>Settings of a SQLite file, for development.</summary>
    public SqliteSource? Sqlite { get; init; }
}

/// <summary>Values of <see cref="HubSource.Type"/>.</summary>
public static class SourceTypes
{
    /// <summary>MySQL or MariaDB.</summary>
    public const string MySql = "mysql";

    /// <summary>PostgreSQL.</summary>
    public const string PostgreSql = "postgresql";

    /// <summary>A SQLite file.</summary>
    public const string Sqlite = "sqlite";
}
