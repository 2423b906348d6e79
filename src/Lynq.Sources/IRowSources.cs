namespace Lynq.Sources;

/// <summary>Opens tables, sharing one pool among all that have equal <see cref="SourceConnection"/>s.</summary>
public interface IRowSources
{
    /// <summary>Opens a table. Nothing is connected before the first read.</summary>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/> if the settings cannot work.</exception>
    IRowSource Open(SourceConnection connection, RowMapping mapping);
}
