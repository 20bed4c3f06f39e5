{{/*
The apps that run, by name, as JSON: those of `apps`, and the log tailer and the reconciliation where
they are enabled. Of the
tailer one is active, so it neither scales nor drains; a second one stands by.
*/}}
{{- define "delayed-delivery.apps" -}}
{{- $apps := deepCopy .Values.apps -}}
{{- with .Values.logTailer -}}
{{- if .enabled -}}
{{- $fixed := dict "replicas" (ternary 2 1 .standby) "drainSeconds" 0 "autoscaling" (dict "enabled" false) "podDisruptionBudget" (dict "maxUnavailable" 1) -}}
{{- $apps = set $apps "log-tailer" (merge $fixed (omit . "enabled" "standby")) -}}
{{- end -}}
{{- end -}}
{{- with .Values.reconciliation -}}
{{- if .enabled -}}
{{- $fixed := dict "replicas" 1 "drainSeconds" 0 "autoscaling" (dict "enabled" false) "podDisruptionBudget" (dict "maxUnavailable" 1) -}}
{{- $apps = set $apps "replica-reconciliation" (merge $fixed (omit . "enabled")) -}}
{{- end -}}
{{- end -}}
{{- toJson $apps -}}
{{- end -}}
