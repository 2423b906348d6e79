{{/* The operator's command line. What has its default is not said. */}}
{{- define "lynq.arguments" -}}
{{- $m := .Values.manager -}}
- --health-probe-bind-address={{ $m.healthProbeBindAddress }}
- --metrics-bind-address={{ $m.metricsBindAddress }}
{{- if not $m.metricsSecure }}
- --metrics-secure=false
{{- end }}
- --engine={{ ternary "akka" "embedded" (eq (include "lynq.akka" .) "true") }}
{{- if include "lynq.akka" . }}
- --cluster-port={{ .Values.cluster.port }}
- --cluster-patience={{ .Values.cluster.patienceSeconds }}
{{- if ne .Values.cluster.formation "auto" }}
- --cluster-formation={{ .Values.cluster.formation }}
{{- end }}
{{- with .Values.cluster.seeds }}
- --cluster-seeds={{ join "," . }}
{{- end }}
{{- if include "lynq.management" . }}
{{- $replicas := ternary .Values.autoscaling.minReplicas .Values.replicaCount .Values.autoscaling.enabled }}
- --cluster-management-bind-address=$(POD_IP):{{ .Values.cluster.managementPort }}
- --cluster-contact-points={{ default (add (div (int $replicas) 2) 1) .Values.cluster.contactPoints }}
- {{ printf "--cluster-pod-selector=%s" (include "lynq.managerSelector" .) | quote }}
{{- end }}
{{- if ne .Values.cluster.splitBrain "keep-majority" }}
- --cluster-split-brain={{ .Values.cluster.splitBrain }}
{{- end }}
{{- if .Values.cluster.tlsSecret }}
- --cluster-cert-path=/etc/lynq/cluster-certs
{{- end }}
{{- else if $m.leaderElection }}
- --leader-elect
{{- end }}
- --zap-log-level={{ $m.logLevel }}
- --zap-encoder={{ $m.logEncoder }}
- --hub-concurrency={{ $m.concurrency.hub }}
- --form-concurrency={{ $m.concurrency.form }}
- --node-concurrency={{ $m.concurrency.node }}
- --kube-api-max-in-flight={{ $m.kubeApi.maxInFlight }}
{{- if $m.kubeApi.qps }}
- --kube-api-qps={{ $m.kubeApi.qps }}
{{- end }}
{{- if $m.aggregateNodeMetrics }}
- --aggregate-node-metrics
{{- end }}
{{- if $m.pprof }}
- --enable-pprof
{{- end }}
{{- with $m.otlpEndpoint }}
- --otlp-endpoint={{ . }}
{{- end }}
{{- with $m.watchNamespaces }}
- --watch-namespaces={{ join "," . }}
{{- end }}
{{- if not .Values.webhook.enabled }}
- --enable-webhooks=false
{{- else }}
- --webhook-bind-address=:{{ .Values.webhook.port }}
{{- if include "lynq.certManager" . }}
- --webhook-cert-path=/etc/lynq/webhook-certs
{{- else }}
- --webhook-secret={{ include "lynq.fullname" . }}-webhook-tls
- --webhook-service={{ include "lynq.fullname" . }}-webhook-service
{{- end }}
{{- end }}
{{- range $m.args }}
- {{ . | quote }}
{{- end }}
{{- end }}
