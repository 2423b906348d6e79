using Xunit;

namespace Lynq.Chart.Tests;

/// <summary>The value sets that the chart is checked with.</summary>
public static class ValueSets
{
    private static readonly Dictionary<string, string[]> All = new(StringComparer.Ordinal)
    {
        ["defaults"] = [],
        ["local"] = ["-f", Path.Combine(Helm.Chart, "values-local.yaml")],
        ["prod"] = ["-f", Path.Combine(Helm.Chart, "values-prod.yaml")],
        ["other namespace"] = ["--set", "namespace.name=tenants"],
        ["release's namespace"] = ["--set", "namespace.name=,namespace.create=false"],
        ["full name"] = ["--set", "fullnameOverride=rows,nameOverride=operator"],
        ["long name"] = ["--set", "fullnameOverride=a-name-that-is-much-longer-than-what-kubernetes-allows-for-services"],
        ["cert-manager"] = ["--set", "certManager.enabled=true"],
        ["cert-manager found"] = ["--api-versions", "v1/Pod", "--api-versions", "cert-manager.io/v1"],
        ["cert-manager absent"] = ["--api-versions", "v1/Pod"],
        ["cluster issuer"] = ["--set", "certManager.enabled=true,webhook.certificate.issuerKind=ClusterIssuer,webhook.certificate.issuerName=ca"],
        ["own certificates"] = ["--set", "certManager.enabled=false"],
        ["no webhooks"] = ["--set", "webhook.enabled=false"],
        ["webhooks may fail"] = ["--set", "webhook.failurePolicy=Ignore,webhook.port=10250,webhook.serviceAnnotations.a=b"],
        ["two replicas"] = ["--set", "replicaCount=2,podDisruptionBudget.enabled=true"],
        ["three replicas"] = ["--set", "replicaCount=3,cluster.tlsSecret=peers,cluster.port=7000,networkPolicy.enabled=true", "--set-json", """networkPolicy.egress=[{"ports":[{"port":443}]}]"""],
        ["seeds"] = ["--set", "engine=akka,cluster.formation=seeds,cluster.seeds={lynq-cluster:7946}"],
        ["pods"] = ["--set", "replicaCount=3,cluster.formation=kubernetes-api,cluster.splitBrain=lease,networkPolicy.enabled=true", "--set-json", """networkPolicy.egress=[{"ports":[{"port":443}]}]"""],
        ["one acts"] = ["--set", "replicaCount=3,engine=embedded"],
        ["unavailable one"] = ["--set", "podDisruptionBudget.enabled=true,podDisruptionBudget.maxUnavailable=1"],
        ["autoscaling"] = ["--set", "autoscaling.enabled=true"],
        ["no election"] = ["--set", "manager.leaderElection=false"],
        ["namespaces"] = ["--set", "manager.watchNamespaces={shop,billing}"],
        ["least rights"] = ["--set", "manager.watchNamespaces={shop},manager.metricsSecure=false,webhook.enabled=false,crds.install=false,rbac.manageSecrets=false,rbac.readSecrets={db}"],
        ["own rules only"] = ["--set", "rbac.defaultKinds=false", "--set-json", """rbac.extraRules=[{"apiGroups":["argoproj.io"],"resources":["applications"],"verbs":["get","list","watch","create","patch","delete"]}]"""],
        // Rules for what the scenarios' forms name under "manifests"; their clusters have no cert-manager.
        ["scenarios"] = ["--set", "certManager.enabled=false", "--set-json", ScenarioRules],
        ["scenarios of a namespace"] = ["--set", "certManager.enabled=false,manager.watchNamespaces={tenants}", "--set-json", ScenarioRules],
        ["no rbac"] = ["--set", "rbac.create=false,serviceAccount.create=false,serviceAccount.name=given"],
        ["no crds"] = ["--set", "crds.install=false"],
        ["crds not kept"] = ["--set", "crds.keep=false,crds.annotations.owner=platform"],
        ["metrics over http"] = ["--set", "manager.metricsBindAddress=:8080,manager.metricsSecure=false,service.metricsPort=8080,service.metricsPortName=http"],
        ["no metrics"] = ["--set", "manager.metricsBindAddress=0"],
        ["service monitor"] = ["--set", "monitoring.enabled=true,monitoring.namespace=monitoring,monitoring.labels.release=prometheus"],
        ["pod monitor"] = ["--set", "monitoring.enabled=true,monitoring.podMonitor=true"],
        ["alerts and dashboard"] = ["--set", "monitoring.prometheusRule.enabled=true,monitoring.prometheusRule.runbookBaseUrl=https://wiki.example.org/lynq,monitoring.grafanaDashboard.enabled=true"],
        ["network policy"] = ["--set", "networkPolicy.enabled=true,networkPolicy.metrics.podSelector.matchLabels.app=prometheus"],
        ["closed network"] = ["--set", "networkPolicy.enabled=true,networkPolicy.webhook.namespaceSelector.matchLabels.a=b", "--set-json", """networkPolicy.egress=[{"ports":[{"port":443}]}]"""],
        ["dashboard"] = ["--set", "dashboard.enabled=true,dashboard.ingress.enabled=true,dashboard.ingress.className=nginx"],
        ["dashboard of namespaces"] = ["--set", "dashboard.enabled=true,manager.watchNamespaces={shop}"],
        ["tuning"] = ["--set", "manager.concurrency.node=50,manager.kubeApi.qps=20,manager.kubeApi.maxInFlight=64,manager.aggregateNodeMetrics=true,manager.pprof=true,manager.logLevel=debug,manager.otlpEndpoint=http://otel:4317,manager.args={--enable-http2}"],
        ["pod settings"] = ["--set", "priorityClassName=system-cluster-critical,nodeSelector.disk=ssd,podLabels.team=a,podAnnotations.b=c,commonLabels.d=e,commonAnnotations.f=g,imagePullSecrets[0].name=pull"],
        ["extras"] = ["--set-json", """extraEnv=[{"name":"TZ","value":"UTC"}]""", "--set-json", """extraEnvFrom=[{"secretRef":{"name":"more"}}]""", "--set-json", """extraVolumes=[{"name":"ca","configMap":{"name":"ca"}}]""", "--set-json", """extraVolumeMounts=[{"name":"ca","mountPath":"/ca"}]""", "--set-json", """extraObjects=[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{ .Release.Name }}-ca","namespace":"lynq-system"}}]"""],
    };

    private const string ScenarioRules =
        """rbac.extraRules=[{"apiGroups":[""],"resources":["resourcequotas"],"verbs":["get","list","watch","create","update","patch","delete"]},{"apiGroups":["demo.example.com"],"resources":["databases"],"verbs":["get","list","watch","create","update","patch","delete"]}]""";

    public static TheoryData<string> Names => [.. All.Keys];

    public static string[] Of(string name) => All[name];
}
