{{/*
What the pods of the apps and of the migration have in common. Both take a dict of
  root  the chart's root
  app   the app's name
  spec  its values: secretFiles and resources are used here
*/}}

{{/* Pod fields: no token, no root, secrets as files, one writable folder. */}}
{{- define "delayed-delivery.pod" -}}
{{- $root := .root -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
  - name: secrets
    projected:
      defaultMode: 0440
      sources:
        {{- range $variable, $reference := .spec.secretFiles }}
        - secret:
            name: {{ $reference.secretName }}
            items:
              - key: {{ $reference.key }}
                path: {{ $variable }}
        {{- end }}
{{- end -}}

{{/* Container fields: which app, its secrets' places, its limits. */}}
{{- define "delayed-delivery.container" -}}
name: {{ .app }}
image: {{ include "delayed-delivery.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: ['apps/{{ .app }}/main.js']
env:
  {{- range $variable, $reference := .spec.secretFiles }}
  - name: {{ $variable }}_FILE
    value: /run/secrets/delayed-delivery/{{ $variable }}
  {{- end }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources:
  {{- toYaml .spec.resources | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  - name: secrets
    mountPath: /run/secrets/delayed-delivery
    readOnly: true
{{- end -}}
