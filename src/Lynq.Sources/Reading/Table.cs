using System.Data.Common;

namespace Lynq.Sources;

/// <summary>A table that can be read: everything a read needs, ready made.</summary>
/// <param name="Pool">Where connections come from.</param>
/// <param name="Provider">What is particular to the database.</param>
/// <param name="Connection">Settings, for time-outs and messages.</param>
/// <param name="Mapping">Table and columns.</param>
/// <param name="Statement">The one statement.</param>
/// <param name="Time">The clock.</param>
internal sealed record Table(DbDataSource Pool, SourceProvider Provider, SourceConnection Connection, RowMapping Mapping, string Statement, TimeProvider Time);
