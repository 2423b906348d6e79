namespace Lynq.Sources.Tests.Conformance;

/// <summary>The driver that this project's tests read MySQL through. Each project that runs the suite has this class.</summary>
internal static class TestedDriver
{
    /// <summary>None but the library's own.</summary>
    public static IMySqlDriver? MySql => null;
}
