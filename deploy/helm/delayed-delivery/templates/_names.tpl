{{/* The name in front of every object of this release. */}}
{{- define "delayed-delivery.fullname" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 38 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels by which the pods of one app are found. Takes a dict of root and app. */}}
{{- define "delayed-delivery.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .app }}
{{- end -}}

{{/* Labels of every object. Takes a dict of root and app. */}}
{{- define "delayed-delivery.labels" -}}
{{ include "delayed-delivery.selector" . }}
app.kubernetes.io/part-of: ftgo
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "delayed-delivery.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
