using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>A table in a SQLite file.</summary>
public sealed record SqliteSource : OpenRecord
{
    /// <summary>Path of the database file as the operator's process sees it.</summary>
    [Required]
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the table or view.</summary>
    [Required]
    public string Table { get; init => field = value ?? ""; } = "";
}
