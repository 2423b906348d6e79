namespace Lynq.Crds.Validation;

/// <summary>The rules for hubs (contract §17) and advice beyond them.</summary>
public static class HubValidation
{
    private static readonly string[] BuiltInVariables = ["uid", "activate", "hostOrUrl", "host", "hubId", "templateRef", "namespace"];

    /// <summary>Checks a hub whose defaults are filled in.</summary>
    public static ValidationResult Validate(LynqHub hub) =>
        new([.. MappingErrors(hub.Spec.ValueMappings), .. SourceErrors(hub.Spec.Source), .. ColumnErrors(hub.Spec)], [.. Warnings(hub.Spec)]);

    private static IEnumerable<Problem> MappingErrors(ValueMappings mappings)
    {
        if (mappings.Uid.Length == 0)
            yield return Required("valueMappings.uid");
        if (mappings.Activate.Length == 0)
            yield return Required("valueMappings.activate");
    }

    private static IEnumerable<Problem> SourceErrors(HubSource source)
    {
        IEnumerable<Problem> settings = source.Type switch
        {
            SourceTypes.MySql => ServerErrors("mysql", source.Mysql),
            SourceTypes.PostgreSql => ServerErrors("postgresql", source.Postgresql),
            SourceTypes.Sqlite => SqliteErrors(source.Sqlite),
            "" => [Required("source.type")],
            var other => [new(ProblemKind.Invalid, "spec.source.type", $"unsupported source type '{other}': use mysql, postgresql or sqlite")],
        };
        return SyncInterval.TryParse(source.SyncInterval ?? HubDefaults.SyncInterval, out _)
            ? settings
            : settings.Append(new(ProblemKind.Invalid, "spec.source.syncInterval", $"'{source.SyncInterval}' is not an interval: write one number and one unit, for example 30s, 5m or 1h"));
    }

    private static IEnumerable<Problem> ServerErrors(string type, SqlServerSource? server)
    {
        if (server is null)
            return [MissingSettings(type)];
        (string Field, string Value)[] fields =
        [
            ("host", server.Host),
            ("username", server.Username),
            ("database", server.Database),
            ("table", server.Table),
        ];
        return fields.Where(f => f.Value.Length == 0).Select(f => Required($"source.{type}.{f.Field}", $"{type}.{f.Field}"));
    }

    private static IEnumerable<Problem> SqliteErrors(SqliteSource? sqlite)
    {
        if (sqlite is null)
            return [MissingSettings("sqlite")];
        (string Field, string Value)[] fields = [("path", sqlite.Path), ("table", sqlite.Table)];
        return fields.Where(f => f.Value.Length == 0).Select(f => Required($"source.sqlite.{f.Field}", $"sqlite.{f.Field}"));
    }

    private static IEnumerable<Problem> ColumnErrors(LynqHubSpec spec) =>
        from mapping in spec.ExtraValueMappings ?? new Dictionary<string, string>(StringComparer.Ordinal)
        where string.IsNullOrEmpty(mapping.Value)
        select Required($"extraValueMappings.{mapping.Key}");

    private static IEnumerable<Problem> Warnings(LynqHubSpec spec)
    {
        if (!string.IsNullOrEmpty(spec.ValueMappings.HostOrUrl))
        {
            yield return Advice(
                "valueMappings.hostOrUrl",
                "deprecated since v1.1.11 and to be removed in v1.3.0: map the column in extraValueMappings and use the toHost function");
        }

        (string Type, TlsSettings? Tls)[] encryption = [("mysql", spec.Source.Mysql?.Tls), ("postgresql", spec.Source.Postgresql?.Tls)];
        foreach (var (type, _) in encryption.Where(e => e.Tls is { CaSecretRef: not null, Mode: not (TlsModes.VerifyCa or TlsModes.VerifyFull) }))
            yield return Advice($"source.{type}.tls.caSecretRef", "has no effect unless mode is verify-ca or verify-full");
        foreach (var name in (spec.ExtraValueMappings?.Keys ?? []).Where(BuiltInVariables.Contains).Order(StringComparer.Ordinal))
        {
            yield return Advice(
                $"extraValueMappings.{name}",
                name is "hubId" or "templateRef"
                    ? $"the built-in variable .{name} wins over this mapping"
                    : $"this mapping hides the built-in variable .{name} in templates");
        }
    }

    private static Problem MissingSettings(string type) =>
        new(ProblemKind.Required, $"spec.source.{type}", $"{type} configuration is required when source type is {type}");

    private static Problem Required(string field, string? shown = null) => new(ProblemKind.Required, $"spec.{field}", $"{shown ?? field} is required");

    private static Problem Advice(string field, string message) => new(ProblemKind.Advice, $"spec.{field}", message);
}
