namespace Lynq.Host.Tests.Commands;

/// <summary>A hub and a form as authors write them.</summary>
internal static class Manifests
{
    public const string Hub = """
        apiVersion: operator.lynq.sh/v1
        kind: LynqHub
        metadata:
          name: tenants
        spec:
          source:
            type: sqlite
            syncInterval: 2s
            sqlite: {path: /data/tenants.db, table: tenants}
          valueMappings: {uid: id, activate: active}
          extraValueMappings: {plan: plan, replicas: replicas}

        """;

    public const string Form = """
        apiVersion: operator.lynq.sh/v1
        kind: LynqForm
        metadata:
          name: shop
        spec:
          hubId: tenants
          configMaps:
          - id: settings
            nameTemplate: "{{ .uid }}-settings"
            spec:
              apiVersion: v1
              kind: ConfigMap
              data: {plan: "{{ .plan }}"}
          deployments:
          - id: web
            nameTemplate: "{{ .uid }}-web"
            dependIds: [settings]
            labelsTemplate: {app: "{{ .uid }}"}
            spec:
              apiVersion: apps/v1
              kind: Deployment
              spec:
                replicas: "{{ .replicas | int }}"
                selector: {matchLabels: {app: "{{ .uid }}"}}
                template:
                  metadata: {labels: {app: "{{ .uid }}"}}
                  spec: {containers: [{name: web, image: "shop:1"}]}

        """;
}
