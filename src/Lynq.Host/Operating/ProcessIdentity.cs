using Lynq.Kubernetes.Configuration;

namespace Lynq.Host.Operating;

/// <summary>Who and where this process is.</summary>
/// <param name="Namespace">The namespace of its Lease and Secret.</param>
/// <param name="Instance">A name that no other replica has: the pod's, made unique for this start.</param>
internal sealed record ProcessIdentity(string Namespace, string Instance)
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <summary>Finds out: a setting first, then POD_NAMESPACE, the service account's namespace, and the kubeconfig's context.</summary>
    public static ProcessIdentity Find(string? configured, KubernetesConfiguration kubernetes)
    {
        var ns = configured ?? Variable("POD_NAMESPACE") ?? (File.Exists(NamespaceFile) ? File.ReadAllText(NamespaceFile).Trim() : kubernetes.Namespace);
        var pod = Variable("POD_NAME") ?? Environment.MachineName;
        return new(ns, $"{pod}_{Guid.NewGuid()}");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
