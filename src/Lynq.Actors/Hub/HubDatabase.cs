using Lynq.Crds;
using Lynq.Sources;
using SourceTls = Lynq.Sources.TlsSettings;

namespace Lynq.Actors.Hub;

/// <summary>Reads a hub's specification as what <c>Lynq.Sources</c> understands (contract §1.1, §5.1).</summary>
internal static class HubDatabase
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(30);

    /// <summary>The Secrets of the hub's namespace that its connection needs.</summary>
    public static IReadOnlyCollection<string> Secrets(LynqHubSpec spec)
    {
        var server = Server(spec.Source);
        string?[] names = [server?.PasswordRef?.Name, server?.Tls?.CaSecretRef?.Name, server?.Tls?.ClientCertSecretRef?.Name];
        return names.Where(n => !string.IsNullOrEmpty(n)).Select(n => n!).Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>Which table is read and how its columns are mapped.</summary>
    public static RowMapping Mapping(LynqHubSpec spec) => new(
        Server(spec.Source)?.Table ?? spec.Source.Sqlite?.Table ?? string.Empty,
        spec.ValueMappings.Uid,
        spec.ValueMappings.Activate,
        spec.ValueMappings.HostOrUrl,
        spec.ExtraValueMappings);

    /// <summary>Whom to connect to.</summary>
    /// <param name="spec">The hub's specification.</param>
    /// <param name="secret">Looks up a Secret of the hub's namespace; null when there is none.</param>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/>: a setting or a Secret is missing.</exception>
    public static SourceConnection Connection(LynqHubSpec spec, Func<string, SecretContent?> secret)
    {
        if (spec.Source.Type == SourceTypes.Sqlite)
        {
            return new SourceConnection { Kind = SourceKind.Sqlite, Database = Given(spec.Source.Sqlite?.Path, "source.sqlite.path") };
        }

        var kind = KindOf(spec.Source.Type);
        var server = Server(spec.Source) ?? throw Bad($"source.{spec.Source.Type} is missing: give host, username, database and table");
        return new SourceConnection
        {
            Kind = kind,
            Host = Given(server.Host, $"source.{spec.Source.Type}.host"),
            Port = server.Port ?? 0,
            Username = server.Username,
            Database = Given(server.Database, $"source.{spec.Source.Type}.database"),
            Credential = Password(server.PasswordRef, secret),
            Tls = Tls(server.Tls, secret),
        };
    }

    /// <summary>Time between two syncs; 30 s when it cannot be read (contract §6).</summary>
    public static TimeSpan Interval(LynqHubSpec spec)
    {
        var text = spec.Source.SyncInterval ?? HubDefaults.SyncInterval;
        return SyncInterval.TryParse(text, out var interval) && interval >= Shortest && interval <= Longest ? interval : Fallback;
    }

    private static SqlServerSource? Server(HubSource source) =>
        source.Type == SourceTypes.PostgreSql ? source.Postgresql : source.Type == SourceTypes.MySql ? source.Mysql : null;

    private static SourceKind KindOf(string type) => type switch
    {
        SourceTypes.MySql => SourceKind.MySql,
        SourceTypes.PostgreSql => SourceKind.PostgreSql,
        _ => throw Bad($"source.type \"{type}\" is not known: use mysql, postgresql or sqlite"),
    };

    private static Credential Password(SecretKeyRef? reference, Func<string, SecretContent?> secret)
    {
        if (reference is null)
        {
            return Credential.None;
        }

        var content = secret(reference.Name);
        return Credential.FromSecret(reference.Name, reference.Key, content?.Data, content?.ResourceVersion ?? string.Empty);
    }

    private static SourceTls Tls(Crds.TlsSettings? tls, Func<string, SecretContent?> secret) => tls is null
        ? SourceTls.Default
        : new SourceTls
        {
            Mode = tls.Mode switch
            {
                null or TlsModes.Preferred => TlsMode.Preferred,
                TlsModes.Disabled => TlsMode.Disabled,
                TlsModes.Required => TlsMode.Required,
                TlsModes.VerifyCa => TlsMode.VerifyCa,
                TlsModes.VerifyFull => TlsMode.VerifyFull,
                var other => throw Bad($"tls.mode \"{other}\" is not known"),
            },
            CaPem = tls.CaSecretRef is { } ca ? Value(ca.Name, ca.Key, secret) : null,
            ClientCertificatePem = tls.ClientCertSecretRef is { } client ? Value(client.Name, "tls.crt", secret) : null,
            ClientKeyPem = tls.ClientCertSecretRef is { } key ? Value(key.Name, "tls.key", secret) : null,
        };

    private static string Value(string name, string key, Func<string, SecretContent?> secret)
    {
        var content = secret(name) ?? throw Bad($"Secret \"{name}\" does not exist in the hub's namespace: create it or correct the reference");
        return content.Data.TryGetValue(key, out var value) ? value : throw Bad($"Secret \"{name}\" has no key \"{key}\"");
    }

    private static string Given(string? value, string field) =>
        string.IsNullOrEmpty(value) ? throw Bad($"{field} is empty: give it a value") : value;

    private static SourceException Bad(string message) => new(SourceErrorKind.BadConfiguration, message);
}
