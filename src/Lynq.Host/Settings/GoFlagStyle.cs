namespace Lynq.Host.Settings;

/// <summary>
/// Flags as Go's flag package takes them (contract §16.1): one dash or two, and a switch takes a value only after "=". Existing
/// manifests use both spellings; the command-line library knows only two dashes.
/// </summary>
internal static class GoFlagStyle
{
    /// <summary>Gives known long flags their second dash.</summary>
    public static string[] Normalise(IEnumerable<string> args, IReadOnlyList<FlagDefinition>? flags = null) =>
        [.. args.Select(arg => Normalise(arg, flags ?? OperatorFlags.All))];

    private static string Normalise(string arg, IReadOnlyList<FlagDefinition> flags)
    {
        if (arg.Length < 3 || arg[0] != '-' || arg[1] == '-')
            return arg;
        var name = arg[1..];
        var end = name.IndexOf('=', StringComparison.Ordinal);
        if (end >= 0)
            name = name[..end];
        return flags.Any(flag => string.Equals(flag.Name, name, StringComparison.Ordinal)) ? "-" + arg : arg;
    }
}
