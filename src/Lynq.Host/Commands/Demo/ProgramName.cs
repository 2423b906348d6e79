namespace Lynq.Host.Commands.Demo;

/// <summary>How this program can be called from another terminal.</summary>
internal static class ProgramName
{
    private const string Usual = "lynq";

    /// <summary>Its name where the PATH leads to it, else where it is.</summary>
    public static string Text { get; } = Of(Environment.GetEnvironmentVariable("PATH"), Environment.ProcessPath, Environment.GetCommandLineArgs()[0], File.Exists);

    /// <summary>Finds the shortest way to call a program.</summary>
    /// <param name="path">The PATH.</param>
    /// <param name="process">The running executable: the program's own, or the framework's.</param>
    /// <param name="assembly">The program's assembly.</param>
    /// <param name="exists">Whether a file exists.</param>
    public static string Of(string? path, string? process, string assembly, Func<string, bool> exists)
    {
        if (path?.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && exists(Path.Combine(folder, Usual))) is true)
            return Usual;
        return Path.GetFileNameWithoutExtension(process) == Path.GetFileNameWithoutExtension(assembly) ? process! : $"dotnet {assembly}";
    }
}
