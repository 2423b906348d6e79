using Lynq.Cluster.Inspection;
using Lynq.Cluster.Membership;
using Lynq.Cluster.MySql;
using Lynq.Cluster.Settings;
using Lynq.Host.Operating;
using Lynq.Host.Settings;

namespace Lynq.Cluster;

/// <summary>The executable whose replicas all work: actors on Akka.NET Cluster Sharding, MySQL through MySqlConnector.</summary>
internal static class ClusterEdition
{
    /// <summary>Puts it together.</summary>
    public static Edition Create() => new()
    {
        Engine = parts => parts.Settings.Text("engine") == "embedded" ? new ElectedEngine(parts) : new ClusterEngine(parts),
        Flags = ClusterFlags.Among(OperatorFlags.All),
        Commands = [ClusterCommand.Create()],
        MySql = new MySqlConnectorDriver(),
    };
}
