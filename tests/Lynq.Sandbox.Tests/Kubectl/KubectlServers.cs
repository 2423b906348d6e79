using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox;
using Lynq.Testing;
using Xunit;

namespace Lynq.Sandbox.Tests.Kubectl;

/// <summary>A sandbox and a real API server, both with RBAC and our kinds.</summary>
public sealed class KubectlServers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lynq-kubectl-").FullName;
    private ControlPlane? _plane;
    private SandboxServer? _sandbox;
    private int _minor;

    public async Task InitializeAsync()
    {
        if (CustomResourceProbe.WhyUnusable is not null) return;
        var crds = Directory.GetFiles(LynqCrds.Folder).Order(StringComparer.Ordinal).ToList();
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Tls = true, Rbac = true, Crds = [.. crds.Select(File.ReadAllText)] });
        _plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true });
        await _plane.InstallLynqCrdsAsync();
        var version = await _plane.Http.GetFromJsonAsync<JsonObject>("/version");
        _minor = int.Parse(version!["minor"]!.GetValue<string>().TrimEnd('+'), null);
    }

    internal async Task<KubectlSession> SandboxAsync(string? name)
    {
        if (name is not null) await MakeAsync(_sandbox!.KubeconfigPath, name, "sandbox");
        return new KubectlSession("sandbox", _minor, _sandbox!.KubeconfigPath, name ?? "default", Path.Combine(_folder, "sandbox"));
    }

    internal async Task<KubectlSession> RealAsync(string? name)
    {
        if (name is not null) await MakeAsync(_plane!.AdminKubeconfig, name, "real");
        return new KubectlSession("real", _minor, _plane!.AdminKubeconfig, name ?? "default", Path.Combine(_folder, "real"));
    }

    public async Task DisposeAsync()
    {
        if (_plane is not null) await _plane.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // A namespace is ready when what every namespace has is there.
    private async Task MakeAsync(string kubeconfig, string name, string side)
    {
        using var session = new KubectlSession(side, _minor, kubeconfig, name, Path.Combine(_folder, side));
        await session.RunAsync(new KubectlTranscript("", [TranscriptStep.Parse("$ create namespace " + name)]));
        await Eventually.Holds(
            async () => (await session.RunAsync(new KubectlTranscript("", [TranscriptStep.Parse($"$ get cm/kube-root-ca.crt sa/default -o name")])))[0] is var shown
                && shown.Length > 0 && !shown.Contains("exit", StringComparison.Ordinal),
            "the namespace is furnished");
    }
}
