namespace Lynq.Sources.Tests.Conformance;

/// <summary>A database that the conformance suite can fill and read.</summary>
public interface ISourceDatabase
{
    /// <summary>Its kind.</summary>
    SourceKind Kind { get; }

    /// <summary>How to connect as a user who may do everything.</summary>
    SourceConnection Connection { get; }

    /// <summary>Runs statements.</summary>
    Task ExecuteAsync(string sql);
}
