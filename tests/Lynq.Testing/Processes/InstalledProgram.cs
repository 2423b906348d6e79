namespace Lynq.Testing;

/// <summary>Programs that a machine may have or not.</summary>
public static class InstalledProgram
{
    /// <summary>The path of a program: what a variable names, else the first of that name in a folder that is looked at first, or on PATH; else null.</summary>
    public static string? Find(string name, string? variable = null, string? folder = null) =>
        variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
            ? given
            : new[] { folder }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
                .Where(place => !string.IsNullOrEmpty(place))
                .Select(place => Path.Combine(place!, name))
                .FirstOrDefault(File.Exists);
}
