using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Lynq.Kubernetes.Configuration;

/// <summary>
/// One or more kubeconfig files, merged as kubectl does it: the first file that says something wins, entry by entry; files that do not
/// exist are passed over when several are named.
/// </summary>
internal sealed class Kubeconfig
{
    private readonly Dictionary<string, KubeconfigDocument.NamedCluster> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeconfigDocument.NamedUser> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeconfigDocument.NamedContext> _contexts = new(StringComparer.Ordinal);

    private Kubeconfig(string origin) => Origin = origin;

    /// <summary>The files, for messages.</summary>
    public string Origin { get; }

    public string? CurrentContext { get; private set; }

    public IEnumerable<string> ContextNames => _contexts.Keys;

    public static Kubeconfig Read(IReadOnlyList<string> files)
    {
        var existing = files.Where(File.Exists).ToList();
        if (existing.Count == 0)
            throw new ConfigurationException($"kubeconfig {string.Join(", ", files)} does not exist; name a file that does, or set KUBECONFIG");
        var merged = new Kubeconfig(string.Join(", ", existing));
        foreach (var file in existing)
            merged.Merge(Path.GetFullPath(file), Parse(file));
        return merged;
    }

    public KubeconfigDocument.NamedContext? Context(string name) => _contexts.GetValueOrDefault(name);

    public KubeconfigDocument.NamedCluster? Cluster(string name) => _clusters.GetValueOrDefault(name);

    public KubeconfigDocument.NamedUser? User(string name) => _users.GetValueOrDefault(name);

    private void Merge(string file, KubeconfigDocument document)
    {
        if (string.IsNullOrEmpty(CurrentContext))
            CurrentContext = document.CurrentContext;
        Merge(file, document.Clusters, _clusters);
        Merge(file, document.Users, _users);
        Merge(file, document.Contexts, _contexts);
    }

    private static void Merge<T>(string file, List<T>? entries, Dictionary<string, T> merged)
        where T : KubeconfigDocument.INamed
    {
        foreach (var entry in entries ?? [])
        {
            entry.File = file;
            merged.TryAdd(entry.Name ?? "", entry);
        }
    }

    private static KubeconfigDocument Parse(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<KubeconfigDocument?>(reader) ?? new();
        }
        catch (YamlException e)
        {
            // The message of the parser may quote the file, and the file holds secrets.
            throw new ConfigurationException($"kubeconfig {file} is no valid YAML of the kind: line {e.Start.Line}, column {e.Start.Column}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"kubeconfig {file} cannot be read: {e.Message}", e);
        }
    }
}
