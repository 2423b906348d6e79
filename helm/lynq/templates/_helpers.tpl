{{- define "lynq.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The longest suffix is "-controller-manager-metrics" and the like; names of Services may have 63 characters. */}}
{{- define "lynq.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "lynq.namespace" -}}
{{- default .Release.Namespace .Values.namespace.name }}
{{- end }}

{{- define "lynq.selectorLabels" -}}
app.kubernetes.io/name: {{ include "lynq.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* The labels by which the operator's pods, and no others, are found. The Deployment's selector cannot change between versions. */}}
{{- define "lynq.managerLabels" -}}
{{ include "lynq.selectorLabels" . }}
control-plane: controller-manager
{{- end }}

{{/* The same as a selector of the API. */}}
{{- define "lynq.managerSelector" -}}
{{- $pairs := list }}
{{- range $label, $value := fromYaml (include "lynq.managerLabels" .) }}
{{- $pairs = append $pairs (printf "%s=%s" $label $value) }}
{{- end }}
{{- join "," $pairs }}
{{- end }}

{{- define "lynq.dashboardLabels" -}}
{{ include "lynq.selectorLabels" . }}
app.kubernetes.io/component: dashboard
{{- end }}

{{- define "lynq.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "lynq.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Annotations of an object: call with a list of the root and the object's own (a dict or nil). Prints nothing without any. */}}
{{- define "lynq.annotations" -}}
{{- $all := merge (dict) (default (dict) (index . 1)) (default (dict) (index . 0).Values.commonAnnotations) }}
{{- with $all }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "lynq.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (printf "%s-controller-manager" (include "lynq.fullname" .)) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "lynq.dashboardServiceAccountName" -}}
{{- if .Values.dashboard.serviceAccount.create }}
{{- default (printf "%s-dashboard" (include "lynq.fullname" .)) .Values.dashboard.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.dashboard.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* An image's name: call with a list of the root and the image's values. */}}
{{- define "lynq.image" -}}
{{- $image := index . 1 }}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}:{{ default (index . 0).Chart.AppVersion $image.tag }}
{{- end }}

{{/*
"true" when cert-manager issues the webhooks' certificate; empty when the operator does. Kinds ("v1/Pod") are among the versions
only when helm speaks to a cluster, or was told what the cluster serves; without that knowledge the value decides alone.
*/}}
{{- define "lynq.certManager" -}}
{{- $served := or (not (.Capabilities.APIVersions.Has "v1/Pod")) (.Capabilities.APIVersions.Has "cert-manager.io/v1") }}
{{- if and .Values.webhook.enabled .Values.certManager.enabled $served }}true{{ end }}
{{- end }}

{{- define "lynq.metrics" -}}
{{- if ne (toString .Values.manager.metricsBindAddress) "0" }}true{{ end }}
{{- end }}

{{/* The port of an address such as ":8443" or "127.0.0.1:8443". */}}
{{- define "lynq.port" -}}
{{- regexFind "[0-9]+$" (toString .) }}
{{- end }}

{{- define "lynq.monitoringNamespace" -}}
{{- default (include "lynq.namespace" .) .Values.monitoring.namespace }}
{{- end }}

{{/* "true" when replicas find each other's pods by Akka.Management. */}}
{{- define "lynq.management" -}}
{{- if and (include "lynq.akka" .) (eq .Values.cluster.formation "kubernetes-api") }}true{{ end }}
{{- end }}

{{/* "true" when all replicas act; empty when one is elected. */}}
{{- define "lynq.akka" -}}
{{- if or (eq .Values.engine "akka") (and (eq .Values.engine "auto") (or .Values.autoscaling.enabled (gt (int .Values.replicaCount) 1))) }}true{{ end }}
{{- end }}
