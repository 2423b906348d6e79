using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Which rules a kind has.</summary>
internal static class KindTable
{
    private static readonly Dictionary<string, KindRules> Rules = new(StringComparer.Ordinal)
    {
        ["configmaps"] = new DataRules(secret: false),
        ["cronjobs.batch"] = new CronJobRules(),
        ["daemonsets.apps"] = new DaemonSetRules(),
        ["deployments.apps"] = WorkloadRules.Deployment,
        ["events"] = new EventRules(),
        ["horizontalpodautoscalers.autoscaling"] = new AutoscalerRules(),
        ["ingresses.networking.k8s.io"] = new IngressRules(),
        ["jobs.batch"] = new JobRules(),
        ["limitranges"] = new LimitRangeRules(),
        ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] = new WebhookConfigurationRules(mutating: true),
        ["namespaces"] = new NamespaceRules(),
        ["networkpolicies.networking.k8s.io"] = new NetworkPolicyRules(),
        ["persistentvolumeclaims"] = new ClaimRules(),
        ["poddisruptionbudgets.policy"] = new BudgetRules(),
        ["pods"] = new PodRules(),
        ["replicasets.apps"] = WorkloadRules.ReplicaSet,
        ["secrets"] = new DataRules(secret: true),
        ["services"] = new ServiceRules(),
        ["statefulsets.apps"] = WorkloadRules.StatefulSet,
        ["validatingwebhookconfigurations.admissionregistration.k8s.io"] = new WebhookConfigurationRules(mutating: false),
    };

    public static KindRules Of(ResourceType type) =>
        type.Custom is null ? Rules.GetValueOrDefault(type.StorageKey, KindRules.None) : KindRules.None;
}
