namespace Lynq.Host.Settings;

/// <summary>
/// Flags as Go's flag package takes them (contract §16.1): one dash or two, a switch takes a value only after "=", and of a flag
/// given twice the last one counts. Existing manifests use both spellings, and charts add flags to those that are there; the
/// command-line library knows only two dashes and refuses repeats.
/// </summary>
internal static class GoFlagStyle
{
    /// <summary>Gives known long flags their second dash, and leaves out those that are overridden later.</summary>
    public static string[] Normalise(IEnumerable<string> args, IReadOnlyList<FlagDefinition>? flags = null)
    {
        flags ??= OperatorFlags.All;
        return LastOfEach([.. args.Select(arg => Normalise(arg, flags))], flags);
    }

    private static string[] LastOfEach(string[] args, IReadOnlyList<FlagDefinition> flags)
    {
        // Only the operator's flags: other commands have options of the same names that may be given several times.
        if (args is [var first, ..] && !first.StartsWith('-') && first != "run")
            return args;
        var kept = new List<string[]>();
        for (var i = 0; i < args.Length; i++)
        {
            var flag = flags.FirstOrDefault(f => args[i] == $"--{f.Name}" || args[i].StartsWith($"--{f.Name}=", StringComparison.Ordinal));
            if (flag is null)
            {
                kept.Add([args[i]]);
                continue;
            }

            kept.RemoveAll(earlier => earlier[0] == $"--{flag.Name}" || earlier[0].StartsWith($"--{flag.Name}=", StringComparison.Ordinal));
            var takesNext = flag.Kind != FlagKind.Switch && !args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length;
            kept.Add(takesNext ? [args[i], args[++i]] : [args[i]]);
        }

        return [.. kept.SelectMany(words => words)];
    }

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
