using System.Collections.Frozen;
using System.Text.Json;

namespace Lynq.Actors.Node.Readiness;

/// <summary>The readiness rule of each kind, matched by group and kind: a custom "Service" is not a Service (contract §11).</summary>
internal static class ReadinessRules
{
    private static readonly FrozenSet<(string, string)> ByExistence = new HashSet<(string, string)>
    {
        ("", "ConfigMap"), ("", "Secret"), ("", "ServiceAccount"), ("", "ResourceQuota"), ("", "LimitRange"), ("", "Endpoints"),
        ("batch", "CronJob"), ("policy", "PodDisruptionBudget"), ("networking.k8s.io", "NetworkPolicy"), ("networking.k8s.io", "IngressClass"),
        ("rbac.authorization.k8s.io", "Role"), ("rbac.authorization.k8s.io", "RoleBinding"),
        ("rbac.authorization.k8s.io", "ClusterRole"), ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
        ("storage.k8s.io", "StorageClass"), ("scheduling.k8s.io", "PriorityClass"), ("discovery.k8s.io", "EndpointSlice"),
    }.ToFrozenSet();

    private static readonly FrozenDictionary<(string, string), Func<LiveStatus, ReadinessVerdict>> Rules =
        new Dictionary<(string, string), Func<LiveStatus, ReadinessVerdict>>
        {
            [("", "Namespace")] = live => ReadinessVerdict.When(live.StatusText("phase") == "Active", $"phase is {Phase(live)}"),
            [("", "Service")] = Service,
            [("", "PersistentVolumeClaim")] = live => ReadinessVerdict.When(live.StatusText("phase") == "Bound", $"phase is {Phase(live)}"),
            [("apps", "Deployment")] = WorkloadReadiness.Deployment,
            [("apps", "StatefulSet")] = WorkloadReadiness.StatefulSet,
            [("apps", "DaemonSet")] = WorkloadReadiness.DaemonSet,
            [("batch", "Job")] = WorkloadReadiness.Job,
            [("networking.k8s.io", "Ingress")] = Ingress,
            [("extensions", "Ingress")] = Ingress,
            [("autoscaling", "HorizontalPodAutoscaler")] =
                live => ReadinessVerdict.When(live.IsTrue("AbleToScale"), "condition AbleToScale is not True"),
        }.ToFrozenDictionary();

    /// <summary>Whether a kind has pods that are replaced one after the other.</summary>
    public static bool IsWorkload(string group, string kind) => group == "apps" && kind is ("Deployment" or "StatefulSet" or "DaemonSet");

    /// <summary>False for kinds that are ready as soon as they exist: a metadata-only watch is enough for them.</summary>
    public static bool NeedsStatus(string group, string kind) => !ByExistence.Contains((group, kind));

    /// <param name="group">API group, empty for the core group.</param>
    /// <param name="kind">Kind.</param>
    /// <param name="live">The whole live object; may be undefined for kinds that are ready by existence.</param>
    /// <param name="age">Time since the desired state was last applied.</param>
    public static ReadinessVerdict Evaluate(string group, string kind, JsonElement live, TimeSpan age)
    {
        if (!NeedsStatus(group, kind)) return ReadinessVerdict.Ready;
        var status = new LiveStatus(live);
        return Rules.TryGetValue((group, kind), out var rule)
            ? rule(status)
            : CustomReadiness.Evaluate(status, age, hasController: group.Contains('.', StringComparison.Ordinal) && !group.EndsWith(".k8s.io", StringComparison.Ordinal));
    }

    private static ReadinessVerdict Service(LiveStatus live) =>
        ReadinessVerdict.When(LiveStatus.Text(live.Spec, "type") != "LoadBalancer" || HasAddress(live), "no load balancer address yet");

    private static ReadinessVerdict Ingress(LiveStatus live) =>
        ReadinessVerdict.When(HasAddress(live) || LiveStatus.Length(LiveStatus.Child(live.Spec, "rules")) > 0, "no address and no rule");

    private static bool HasAddress(LiveStatus live) =>
        LiveStatus.Length(LiveStatus.Child(LiveStatus.Child(live.Status, "loadBalancer"), "ingress")) > 0;

    private static string Phase(LiveStatus live) => live.StatusText("phase") is { Length: > 0 } phase ? phase : "not reported";
}
