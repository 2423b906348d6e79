namespace Lynq.Crds;

/// <summary>Default values of hub fields (contract §1.1, §17).</summary>
public static class HubDefaults
{
    /// <summary>Default of source.syncInterval.</summary>
    public const string SyncInterval = "30s";

    /// <summary>Default of source.mysql.port.</summary>
    public const int MySqlPort = 3306;

    /// <summary>Default of source.postgresql.port.</summary>
    public const int PostgreSqlPort = 5432;

    /// <summary>Default of tls.mode.</summary>
    public const string TlsMode = TlsModes.Preferred;

    /// <summary>Default of deletionGuard.onEmptyResult.</summary>
    public const string OnEmptyResult = EmptyResultActions.Hold;

    /// <summary>Default of deletionGuard.maxPercent.</summary>
    public const int MaxPercent = 50;

    /// <summary>Default of deletionGuard.minNodes.</summary>
    public const int MinNodes = 10;
}
