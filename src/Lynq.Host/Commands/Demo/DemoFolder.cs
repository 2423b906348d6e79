using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Host.Commands.Demo;

/// <summary>Where a running demo keeps its files, and how <c>lynq demo sql</c> finds it: a folder of the user's own below the temporary one.</summary>
internal sealed class DemoFolder : IDisposable
{
    private const string Announcement = "demo.json";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DemoFolder(string path) => FullName = path;

    /// <summary>The folder.</summary>
    public string FullName { get; }

    /// <summary>The SQLite file.</summary>
    public string Database => Path.Combine(FullName, "rows.db");

    /// <summary>The kubeconfig of the demo's own API server.</summary>
    public string Kubeconfig => Path.Combine(FullName, "kubeconfig");

    private static string Home => Path.Combine(Path.GetTempPath(), $"lynq-demo-{Environment.UserName}");

    /// <summary>Makes a folder for this process.</summary>
    public static DemoFolder Create()
    {
        var path = Path.Combine(Home, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(Home, Private);
            Directory.CreateDirectory(path, Private);
        }

        // Who was killed could not clean up.
        FindDatabase();
        return new(path);
    }

    /// <summary>The database of the demo that was started last and still runs; null when none does. What dead ones left is removed.</summary>
    public static string? FindDatabase()
    {
        if (!Directory.Exists(Home))
            return null;
        var running = new List<DemoAnnouncement>();
        foreach (var folder in Directory.EnumerateDirectories(Home))
        {
            if (Read(folder) is { } demo && IsRunning(demo.ProcessId))
                running.Add(demo);
            else if (!IsRunning(int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : -1))
                Remove(folder);
        }

        return running.MaxBy(demo => demo.StartedAt)?.Database;
    }

    /// <summary>Lets <c>lynq demo sql</c> find this demo.</summary>
    public void Announce(DateTimeOffset now) => File.WriteAllBytes(
        Path.Combine(FullName, Announcement),
        JsonSerializer.SerializeToUtf8Bytes(new DemoAnnouncement(Environment.ProcessId, Database, now), DemoJson.Default.DemoAnnouncement));

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(FullName, recursive: true);
        if (!Directory.EnumerateFileSystemEntries(Home).Any())
            Directory.Delete(Home);
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another demo removes it, too.
        }
    }

    private static DemoAnnouncement? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, Announcement)), DemoJson.Default.DemoAnnouncement);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>What a running demo tells of itself.</summary>
internal sealed record DemoAnnouncement(int ProcessId, string Database, DateTimeOffset StartedAt);

/// <summary>Its JSON.</summary>
[JsonSerializable(typeof(DemoAnnouncement))]
internal sealed partial class DemoJson : JsonSerializerContext;
