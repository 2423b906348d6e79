using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>The built program.</summary>
internal static class LynqProgram
{
    /// <summary>The product's name in User-Agent headers.</summary>
    public const string UserAgent = "lynq/";

    /// <summary>The file that <c>dotnet</c> runs: of the same build as this program, unless LYNQ_PROGRAM names a published one.</summary>
    public static string File { get; } = Environment.GetEnvironmentVariable("LYNQ_PROGRAM") is { Length: > 0 } given ? given : Find();

    private static string Find()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var path = RepositoryRoot.Combine("artifacts", "bin", "Lynq.Host", build, "lynq.dll");
        return System.IO.File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not there: build src/Lynq.Host");
    }
}
