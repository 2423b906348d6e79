namespace Lynq.Sources;

/// <summary>A table's name, taken apart.</summary>
/// <param name="Schema">The database or schema in front; null for the connection's own.</param>
/// <param name="Name">The table or view.</param>
internal readonly record struct TableName(string? Schema, string Name);
