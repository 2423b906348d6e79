using Lynq.Host.Documents;
using Lynq.Host.Tests.Operating;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Commands;

/// <summary>What commands say of clusters in which Lynq is not installed, and to people who may not look at everything.</summary>
public sealed class BareClusterTests
{
    private const string NoKinds = "the cluster has none of Lynq's kinds: install the chart, or only the definitions (lynq crds | kubectl apply --server-side -f -)";

    [Fact]
    public async Task Commands_name_the_missing_definitions_and_how_to_get_them()
    {
        await using var bare = await SandboxServer.StartAsync();
        using var folder = new TemporaryFolder();
        var form = folder.Write("form.yaml", Manifests.Form);
        foreach (var command in (string[][])[["why", "acme-shop"], ["migrate", "check"], ["diff", "-f", form], ["preview", "-f", form]])
            (await LynqProgram.RunAsync([.. command, "--kubeconfig", bare.KubeconfigPath])).ShouldBeRefused(NoKinds);
    }

    [Fact]
    public async Task The_operator_names_them_too_and_begins_when_they_are_there()
    {
        await using var bare = await SandboxServer.StartAsync();
        await using var lynq = RunningOperator.Start(bare.KubeconfigPath, "--enable-webhooks=false", "--zap-encoder=console");
        await Eventually.Holds(() => lynq.Log.Contains("The cluster does not serve operator.lynq.sh/v1 yet: install the definitions", StringComparison.Ordinal), "it says what is missing");
        (await lynq.StatusAsync("readyz")).ShouldNotBe(200);

        using var client = new KubernetesClient(KubernetesConfigurationLoader.Load(bare.KubeconfigPath), new(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
        var definitions = new ApiResource("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced: false);
        using var text = new StringReader((await LynqProgram.RunAsync("crds")).Output);
        foreach (var definition in YamlReader.Read(text, "lynq crds"))
            await client.CreateAsync(definitions, null, definition!);
        await Eventually.Holds(async () => await lynq.StatusAsync("readyz") == 200, $"it is ready: {lynq.Log}");
    }

    [Fact]
    public async Task Orphans_says_what_it_may_not_look_at()
    {
        await using var cluster = await SmallCluster.StartAsync(new SandboxOptions
        {
            Rbac = true,
            Users = new Dictionary<string, SandboxUser>(StringComparer.Ordinal) { ["dev-token"] = new("dev") },
        });
        var outcome = await LynqProgram.RunAsync("orphans", "--kubeconfig", cluster.KubeconfigOf("dev-token"));
        outcome.ExitCode.ShouldBe(0);
        outcome.Output.ShouldBe("No orphaned objects found.\n");
        outcome.Errors.ShouldStartWith("lynq: not looked at, because you may not list them: ");
        outcome.Errors.ShouldContain("configmaps");
        outcome.Errors.ShouldMatch(@" and \d+ more\n$");
    }
}
