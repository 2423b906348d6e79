using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>A real etcd, kube-apiserver and kube-controller-manager; requests are counted from the audit log.</summary>
internal sealed class EnvtestServer : IApiServer
{
    private readonly ControlPlane _plane;
    private readonly string _version;
    private RequestCounts _counts = RequestCounts.None;
    private long _read;

    private EnvtestServer(ControlPlane plane, string version)
    {
        (_plane, _version) = (plane, version);
        Processes = ProcessUsage.Having(plane.Folder);
    }

    public string Description => $"kube-apiserver {_version} with etcd and kube-controller-manager, TLS, audit log of the operator's requests";

    public string OperatorKubeconfig => _plane.OperatorKubeconfig;

    public string AdminKubeconfig => _plane.AdminKubeconfig;

    public IReadOnlyList<int> Processes { get; }

    public static async Task<EnvtestServer> StartAsync()
    {
        if (ControlPlaneAssets.WhyMissing is { } missing) throw new InvalidOperationException(missing);
        var plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true, Audit = true });
        try
        {
            await plane.InstallLynqCrdsAsync();
            var version = await plane.Http.GetFromJsonAsync<JsonObject>(new Uri("/version", UriKind.Relative));
            return new EnvtestServer(plane, version!["gitVersion"]!.GetValue<string>());
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public async Task<RequestCounts?> OperatorRequestsAsync()
    {
        if (!File.Exists(_plane.AuditLog)) return _counts;
        await using var stream = new FileStream(_plane.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _read;
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync();
        // The last line may be half written.
        var end = text.LastIndexOf('\n') + 1;
        _read += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, end));
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries)) Count(line);
        return _counts;
    }

    // A collection is what the heap's profile begins with.
    public async Task CollectGarbageAsync() => await _plane.Http.GetByteArrayAsync(new Uri("/debug/pprof/heap?gc=1", UriKind.Relative));

    public ValueTask DisposeAsync() => _plane.DisposeAsync();

    private void Count(string line)
    {
        using var entry = JsonDocument.Parse(line);
        var root = entry.RootElement;
        var verb = Text(root, "verb");
        // A watch is told twice: when it begins, and when it ends.
        if (!Text(root, "userAgent").StartsWith(LynqProgram.UserAgent, StringComparison.Ordinal)) return;
        if (Text(root, "stage") != (verb == "watch" ? "ResponseStarted" : "ResponseComplete")) return;
        _counts = _counts.Add(verb, Resource(root));
    }

    private static string Resource(JsonElement entry)
    {
        if (!entry.TryGetProperty("objectRef", out var about) || !about.TryGetProperty("resource", out var resource)) return Text(entry, "requestURI").Split('?')[0];
        var group = Text(about, "apiGroup");
        var subresource = Text(about, "subresource");
        return resource.GetString() + (group.Length > 0 ? "." + group : "") + (subresource.Length > 0 ? "/" + subresource : "");
    }

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
