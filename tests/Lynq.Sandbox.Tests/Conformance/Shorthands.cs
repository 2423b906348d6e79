using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Tests.Conformance;

/// <summary>The resources that cases name by a short word.</summary>
internal static class Shorthands
{
    private static readonly Dictionary<string, (string ApiVersion, string Kind, string Plural, bool Namespaced)> Table = new(StringComparer.Ordinal)
    {
        ["cm"] = ("v1", "ConfigMap", "configmaps", true),
        ["secret"] = ("v1", "Secret", "secrets", true),
        ["sa"] = ("v1", "ServiceAccount", "serviceaccounts", true),
        ["svc"] = ("v1", "Service", "services", true),
        ["pod"] = ("v1", "Pod", "pods", true),
        ["pvc"] = ("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
        ["quota"] = ("v1", "ResourceQuota", "resourcequotas", true),
        ["limits"] = ("v1", "LimitRange", "limitranges", true),
        ["event"] = ("v1", "Event", "events", true),
        ["ns"] = ("v1", "Namespace", "namespaces", false),
        ["deploy"] = ("apps/v1", "Deployment", "deployments", true),
        ["sts"] = ("apps/v1", "StatefulSet", "statefulsets", true),
        ["ds"] = ("apps/v1", "DaemonSet", "daemonsets", true),
        ["rs"] = ("apps/v1", "ReplicaSet", "replicasets", true),
        ["job"] = ("batch/v1", "Job", "jobs", true),
        ["cj"] = ("batch/v1", "CronJob", "cronjobs", true),
        ["ing"] = ("networking.k8s.io/v1", "Ingress", "ingresses", true),
        ["netpol"] = ("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true),
        ["pdb"] = ("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
        ["hpa"] = ("autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
        ["hpa2"] = ("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
        ["role"] = ("rbac.authorization.k8s.io/v1", "Role", "roles", true),
        ["rb"] = ("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", true),
        ["lease"] = ("coordination.k8s.io/v1", "Lease", "leases", true),
        ["crd"] = ("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", false),
        ["widget"] = ("conformance.lynq.sh/v1", "Widget", "widgets", true),
        ["sprocket"] = ("conformance.lynq.sh/v1", "Sprocket", "sprockets", true),
        ["gadget"] = ("conformance.lynq.sh/v1", "Gadget", "gadgets", true),
    };

    /// <summary>The group and version that a word needs served.</summary>
    public static (string ApiVersion, string Plural) Of(string path) => Table[Word(path)] is var known ? (known.ApiVersion, known.Plural) : default;

    /// <summary>cm/a?x=y as a whole path in the namespace.</summary>
    public static string Path(string path, string inNamespace)
    {
        if (path.StartsWith('/')) return path.Replace("{ns}", inNamespace, StringComparison.Ordinal);
        var word = Word(path);
        var known = Table[word];
        var root = known.ApiVersion.Contains('/', StringComparison.Ordinal) ? "/apis/" + known.ApiVersion : "/api/" + known.ApiVersion;
        var scope = known.Namespaced ? "/namespaces/" + inNamespace : "";
        return root + scope + "/" + known.Plural + path[word.Length..].Replace("{ns}", inNamespace, StringComparison.Ordinal);
    }

    /// <summary>Fills in apiVersion and kind where a body leaves them out.</summary>
    public static void Complete(JsonObject body, string path)
    {
        if (path.StartsWith('/')) return;
        var known = Table[Word(path)];
        body.TryAdd("apiVersion", known.ApiVersion);
        body.TryAdd("kind", known.Kind);
    }

    private static string Word(string path)
    {
        var end = path.IndexOfAny(['/', '?']);
        return end < 0 ? path : path[..end];
    }
}
