namespace Lynq.Crds;

/// <summary>Fills in what a hub leaves out (contract §1.1, §17).</summary>
public static class HubDefaulting
{
    /// <summary>A copy of the hub with every default filled in.</summary>
    public static LynqHub WithDefaults(this LynqHub hub) => hub with { Spec = hub.Spec with { Source = Fill(hub.Spec.Source) } };

    private static HubSource Fill(HubSource source) => source with
    {
        SyncInterval = string.IsNullOrEmpty(source.SyncInterval) ? HubDefaults.SyncInterval : source.SyncInterval,
        Mysql = Fill(source.Mysql, HubDefaults.MySqlPort),
        Postgresql = Fill(source.Postgresql, HubDefaults.PostgreSqlPort),
    };

    private static SqlServerSource? Fill(SqlServerSource? server, int port) =>
        server is null ? null : server with { Port = server.Port is null or 0 ? port : server.Port };
}
