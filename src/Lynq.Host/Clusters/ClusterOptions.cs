using System.CommandLine;
using Lynq.Host.Operating;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Clusters;

/// <summary>Which cluster and namespace a command is about: the same three options, with kubectl's names, wherever they are needed.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = "Kubeconfig file [default: KUBECONFIG, then ~/.kube/config]",
        HelpName = "file",
    };

    private readonly Option<string?> _context = new("--context") { Description = "Context of the kubeconfig [default: its current one]", HelpName = "name" };

    private readonly Option<string?> _namespace;

    private ClusterOptions(string namespaces) =>
        _namespace = new("--namespace", "-n") { Description = $"Namespace [default: {namespaces}]", HelpName = "name" };

    /// <summary>Gives a command the options.</summary>
    /// <param name="command">The command.</param>
    /// <param name="everywhere">Whether it is about all namespaces where none is named; else it is about the context's.</param>
    public static ClusterOptions AddTo(Command command, bool everywhere = false)
    {
        var options = new ClusterOptions(everywhere ? "all" : "the context's");
        command.Add(options._namespace);
        command.Add(options._kubeconfig);
        command.Add(options._context);
        return options;
    }

    /// <summary>The namespace that was asked for; null when none was.</summary>
    public string? Namespace(ParseResult result) => result.GetValue(_namespace) is { Length: > 0 } ns ? ns : null;

    /// <summary>The kubeconfig that was asked for; null when none was.</summary>
    public string? Kubeconfig(ParseResult result) => result.GetValue(_kubeconfig) is { Length: > 0 } file ? file : null;

    /// <summary>Connects.</summary>
    /// <exception cref="ConfigurationException">There is no usable kubeconfig.</exception>
    public Cluster Open(ParseResult result)
    {
        var configuration = KubernetesConfigurationLoader.Load(result.GetValue(_kubeconfig), result.GetValue(_context), TimeProvider.System);
        var client = new KubernetesClient(
            configuration,
            new() { UserAgent = $"lynq-cli/{BuildVersion.Text}" },
            TimeProvider.System,
            NullLogger<KubernetesClient>.Instance);
        return new Cluster(client, Namespace(result) ?? configuration.Namespace);
    }
}
