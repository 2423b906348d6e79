namespace Lynq.Scenarios;

/// <summary>The kinds that scenarios speak of.</summary>
internal static class Kinds
{
    public static readonly ApiResource Hub = new("operator.lynq.sh", "v1", "LynqHub", "lynqhubs", true);
    public static readonly ApiResource Form = new("operator.lynq.sh", "v1", "LynqForm", "lynqforms", true);
    public static readonly ApiResource Node = new("operator.lynq.sh", "v1", "LynqNode", "lynqnodes", true);
    public static readonly ApiResource Namespace = new("", "v1", "Namespace", "namespaces", false);
    public static readonly ApiResource ConfigMap = new("", "v1", "ConfigMap", "configmaps", true);
    public static readonly ApiResource Secret = new("", "v1", "Secret", "secrets", true);
    public static readonly ApiResource Service = new("", "v1", "Service", "services", true);
    public static readonly ApiResource Claim = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);
    public static readonly ApiResource Event = new("", "v1", "Event", "events", true);
    public static readonly ApiResource ServiceAccount = new("", "v1", "ServiceAccount", "serviceaccounts", true);
    public static readonly ApiResource CronJob = new("batch", "v1", "CronJob", "cronjobs", true);
    public static readonly ApiResource DisruptionBudget = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true);
    public static readonly ApiResource Quota = new("", "v1", "ResourceQuota", "resourcequotas", true);
    public static readonly ApiResource Deployment = new("apps", "v1", "Deployment", "deployments", true);
    public static readonly ApiResource StatefulSet = new("apps", "v1", "StatefulSet", "statefulsets", true);
    public static readonly ApiResource DaemonSet = new("apps", "v1", "DaemonSet", "daemonsets", true);
    public static readonly ApiResource Job = new("batch", "v1", "Job", "jobs", true);
    public static readonly ApiResource Ingress = new("networking.k8s.io", "v1", "Ingress", "ingresses", true);
    public static readonly ApiResource NetworkPolicy = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true);
    public static readonly ApiResource AutoscalerV2 = new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);
    public static readonly ApiResource Lease = new("coordination.k8s.io", "v1", "Lease", "leases", true);
    public static readonly ApiResource Definition = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    public static readonly ApiResource Database = new("demo.example.com", "v1", "Database", "databases", true);
}
