using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Rendering;

/// <summary>Which kinds have no namespace, for work without a cluster that could tell.</summary>
internal static class KindScopes
{
    private static readonly HashSet<string> ClusterScoped = new(StringComparer.Ordinal)
    {
        "v1 Namespace", "v1 Node", "v1 PersistentVolume",
        "rbac.authorization.k8s.io/v1 ClusterRole", "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
        "apiextensions.k8s.io/v1 CustomResourceDefinition", "apiregistration.k8s.io/v1 APIService",
        "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
        "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding",
        "networking.k8s.io/v1 IngressClass", "node.k8s.io/v1 RuntimeClass", "scheduling.k8s.io/v1 PriorityClass",
        "storage.k8s.io/v1 StorageClass", "storage.k8s.io/v1 CSIDriver", "storage.k8s.io/v1 VolumeAttachment",
        "cert-manager.io/v1 ClusterIssuer",
    };

    /// <summary>Whether objects of a kind live in a namespace.</summary>
    public static bool? IsNamespaced(GroupVersionKind kind) => !ClusterScoped.Contains(kind.ToString());
}
