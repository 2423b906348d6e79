using Lynq.Cluster.MySql;

// The suite's own namespace: its cases read through this driver.
namespace Lynq.Sources.Tests.Conformance;

/// <summary>The driver that this project's tests read MySQL through.</summary>
internal static class TestedDriver
{
    /// <summary>MySqlConnector.</summary>
    public static IMySqlDriver? MySql { get; } = new MySqlConnectorDriver();
}
