using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Kubectl;

/// <summary>kubectl prints the same against the sandbox and against a real API server.</summary>
public sealed class KubectlTranscriptTests(KubectlServers servers) : IClassFixture<KubectlServers>
{
    private static int s_namespaces;

    public static TheoryData<string> Titles => [.. KubectlTranscript.All.Select(one => one.Title)];

    [CustomResourceTheory]
    [MemberData(nameof(Titles))]
    public async Task Kubectl_sees_no_difference(string title)
    {
        var transcript = KubectlTranscript.All.Single(one => one.Title == title);
        var name = "kubectl-" + Interlocked.Increment(ref s_namespaces);
        using var real = await servers.RealAsync(name);
        using var sandbox = await servers.SandboxAsync(name);
        var expected = await real.RunAsync(transcript);
        var actual = await sandbox.RunAsync(transcript);
        var commands = transcript.Steps.Where(step => step.Beside is null).Concat(transcript.Steps.Where(step => step.Beside is not null));
        var different = commands.Zip(expected, actual).Where(step => step.Second != step.Third)
            .Select(step => $"$ kubectl {step.First.Command}\n--- real\n{step.Second}--- sandbox\n{step.Third}").ToList();
        different.Count.ShouldBe(0, string.Join('\n', different));
    }

    [CustomResourceTheory]
    [InlineData("configmap", true)]
    [InlineData("deployment.spec.strategy", true)]
    [InlineData("pod.spec.containers", true)]
    [InlineData("pod.spec.containers.ports", true)]
    [InlineData("service.spec", true)]
    [InlineData("secret.metadata", true)]
    [InlineData("lynqhub", false)]
    [InlineData("lynqhub.spec.source.mysql", false)]
    [InlineData("lynqform.spec.deployments", false)]
    [InlineData("lynqnode.status", false)]
    public async Task Kubectl_explains_the_same_fields(string path, bool builtIn)
    {
        var explain = new KubectlTranscript("", [TranscriptStep.Parse("$ explain " + path)]);
        using var real = await servers.RealAsync(null);
        using var sandbox = await servers.SandboxAsync(null);
        var (expected, actual) = ((await real.RunAsync(explain))[0], (await sandbox.RunAsync(explain))[0]);
        // Built-in kinds have gained fields since 1.20 and lost two; what else that server explains must be there.
        if (builtIn) KubectlOutput.Fields(expected).Except(["clusterName", "topologyKeys"]).ShouldBeSubsetOf(KubectlOutput.Fields(actual));
        else KubectlOutput.Fields(actual).ShouldBe(KubectlOutput.Fields(expected), ignoreOrder: true);
        KubectlOutput.Fields(expected).ShouldNotBeEmpty(expected);
        // Custom resources carry their own descriptions; those of the built-in kinds are not told by the sandbox.
        if (!builtIn) actual.ShouldNotContain("<no description>");
    }
}
