using System.Text.Json;

namespace Lynq.Host.Settings;

/// <summary>A setting is wrong. The message names it, where it came from, and what would be right.</summary>
internal sealed class SettingsException(string message) : Exception(message);

/// <summary>Gathers settings from flags, environment and file, and checks them all before anything starts.</summary>
internal static class SettingsReader
{
    /// <summary>Reads all settings.</summary>
    /// <param name="flags">Flags given on the command line.</param>
    /// <param name="variable">Looks an environment variable up.</param>
    /// <param name="definitions">The settings that there are; those of the embedded engine when null.</param>
    /// <exception cref="SettingsException">A value is not allowed, or the settings file cannot be read or has an unknown key.</exception>
    public static OperatorSettings Read(IReadOnlyDictionary<string, string> flags, Func<string, string?> variable, IReadOnlyList<FlagDefinition>? definitions = null)
    {
        definitions ??= OperatorFlags.All;
        var path = flags.GetValueOrDefault("config") ?? variable("LYNQ_CONFIG");
        var file = string.IsNullOrEmpty(path) ? [] : ReadFile(path, definitions);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var flag in definitions)
        {
            var (value, origin) = Find(flag, flags, variable, file, path);
            if (value.Length > 0 && flag.Check(value) is { } problem)
                throw new SettingsException($"{origin}: \"{value}\" {problem}");
            values[flag.Name] = value.Length == 0 && flag.Kind is not (FlagKind.Text or FlagKind.List) ? flag.Default : value;
        }

        return new(values);
    }

    private static (string Value, string Origin) Find(
        FlagDefinition flag, IReadOnlyDictionary<string, string> flags, Func<string, string?> variable, Dictionary<string, string> file, string? path)
    {
        if (flags.TryGetValue(flag.Name, out var given))
            return (given, $"flag --{flag.Name}");
        if (variable(flag.Variable) is { Length: > 0 } set)
            return (set, $"environment variable {flag.Variable}");
        return file.TryGetValue(flag.Name, out var written) ? (written, $"{path}: {flag.Name}") : (flag.Default, $"default of --{flag.Name}");
    }

    private static Dictionary<string, string> ReadFile(string path, IReadOnlyList<FlagDefinition> definitions)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!definitions.Any(flag => string.Equals(flag.Name, property.Name, StringComparison.Ordinal)))
                    throw new SettingsException($"{path}: \"{property.Name}\" is no setting; the keys are the names of the flags that lynq run --help lists");
                values[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException($"settings file {path}: no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new SettingsException($"settings file {path} cannot be read: {e.Message}");
        }

        return values;
    }
}
