using System.Diagnostics;
using Lynq.Host.Documents;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Commands;

/// <summary>A demo whose rows are all ready, with its form as a file.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    /// <summary>The kubeconfig of its API server.</summary>
    public string Kubeconfig { get; private set; } = "";

    /// <summary>Its form as it is in the cluster.</summary>
    public string FormFile { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _process = LynqProgram.Start(["demo", "--plain"], ("TMPDIR", _folder.Path));
        var said = await LynqProgram.UntilAsync(_process, "every active row is a ready node");
        Kubeconfig = said.Last(line => line.Contains("KUBECONFIG=", StringComparison.Ordinal)).Split('=', 2)[1];
        var form = await File.ReadAllTextAsync(RepositoryRoot.Combine("src", "Lynq.Host", "Commands", "Demo", "demo-form.yaml"));
        FormFile = _folder.Write("form.yaml", form.Replace("spec:\n  configMaps", "metadata: {name: shop}\nspec:\n  hubId: tenants\n  configMaps", StringComparison.Ordinal));
    }

    /// <summary>The form with a change, as a file.</summary>
    internal string Changed(Func<string, string> change) => _folder.Write($"{Guid.NewGuid():N}.yaml", change(File.ReadAllText(FormFile)));

    /// <summary>Applies a manifest of a ConfigMap.</summary>
    internal async Task ApplyAsync(string manifest)
    {
        using var client = new KubernetesClient(KubernetesConfigurationLoader.Load(Kubeconfig), new(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
        using var text = new StringReader(manifest);
        var body = YamlReader.Read(text, "manifest")[0]!;
        var address = new ApiResource("", "v1", "ConfigMap", "configmaps", Namespaced: true).Named((string)body["metadata"]!["namespace"]!, (string)body["metadata"]!["name"]!);
        await client.ApplyAsync(address, body);
    }

    public async Task DisposeAsync()
    {
        if (_process is { } process)
            await process.TerminateAsync("the demo");
        _process?.Dispose();
        _folder.Dispose();
    }
}
