{{/* What the operator may do where it serves hubs, forms and nodes: in the whole cluster, or in each of the watched namespaces. */}}
{{- define "lynq.rules" -}}
- apiGroups: [operator.lynq.sh]
  resources: [lynqhubs, lynqforms]
  verbs: [get, list, watch, update, patch]
- apiGroups: [operator.lynq.sh]
  resources: [lynqnodes]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [operator.lynq.sh]
  resources: [lynqhubs/status, lynqforms/status, lynqnodes/status]
  verbs: [get, update, patch]
# For API servers that ask for it when an object is owned with blockOwnerDeletion.
- apiGroups: [operator.lynq.sh]
  resources: [lynqhubs/finalizers, lynqforms/finalizers, lynqnodes/finalizers]
  verbs: [update]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
{{- if .Values.rbac.defaultKinds }}
- apiGroups: [""]
  resources:
    - configmaps
    {{- if not .Values.manager.watchNamespaces }}
    - namespaces
    {{- end }}
    - persistentvolumeclaims
    - serviceaccounts
    - services
  verbs: [get, list, watch, create, update, patch, delete]
{{- if not .Values.manager.watchNamespaces }}
# Whether a claim binds only when a pod uses it: then its dependents must not wait for it.
- apiGroups: [storage.k8s.io]
  resources: [storageclasses]
  verbs: [get]
{{- end }}
- apiGroups: [apps]
  resources: [daemonsets, deployments, statefulsets]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [batch]
  resources: [cronjobs, jobs]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, update, patch, delete]
{{- end }}
{{- if .Values.rbac.manageSecrets }}
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch{{ if .Values.rbac.defaultKinds }}, create, update, patch, delete{{ end }}]
{{- else if .Values.rbac.readSecrets }}
# Passwords of databases are followed by name, so that a changed one is used without a restart.
- apiGroups: [""]
  resources: [secrets]
  resourceNames:
    {{- toYaml .Values.rbac.readSecrets | nindent 4 }}
  verbs: [get, list, watch]
{{- end }}
{{- with .Values.rbac.extraRules }}
{{ toYaml . }}
{{- end }}
{{- end }}
