{{/*
The variables of one app that are no secret, one per line, as a ConfigMap's data.
Takes a dict of root, app and spec. An empty one is left out: the app's own default holds.
*/}}
{{- define "delayed-delivery.settings" -}}
{{- range $variable, $value := merge (dict) .root.Values.commonSettings .spec.settings }}
{{- if ne (toString $value) "" }}
{{- /* YAML's numbers arrive as floats, which only toJson prints without an exponent. */}}
{{ $variable }}: {{ ternary (toJson $value) (toString $value) (kindIs "float64" $value) | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Rules between two values, which values.schema.json cannot express. */}}
{{- define "delayed-delivery.refuseContradictions" -}}
{{- $dispatcher := get .Values.apps "notification-dispatcher" -}}
{{- $api := get .Values.apps "delayed-orders-api" -}}
{{- if ne $dispatcher.settings.PUBLIC_URL $api.settings.PUBLIC_URL -}}
{{- fail "PUBLIC_URL of notification-dispatcher and of delayed-orders-api must be the same: the links in the e-mails lead to the API" -}}
{{- end -}}
{{- if ne (toJson $dispatcher.secretFiles.OFFER_LINK_KEY) (toJson $api.secretFiles.OFFER_LINK_KEY) -}}
{{- fail "OFFER_LINK_KEY of notification-dispatcher and of delayed-orders-api must be the same key: one signs the links, the other checks them" -}}
{{- end -}}
{{- if ne (toJson $dispatcher.secretFiles.ADDRESS_DIGEST_KEY) (toJson $api.secretFiles.ADDRESS_DIGEST_KEY) -}}
{{- fail "ADDRESS_DIGEST_KEY of notification-dispatcher and of delayed-orders-api must be the same key: one reads the suppression list that the other writes" -}}
{{- end -}}
{{- range $channel, $secret := dict "SMS" "SMS_TOKEN" "CASE" "CASE_TOKEN" "WEBHOOK" "WEBHOOK_SECRET" -}}
{{- $isSet := ne (get $dispatcher.settings (printf "%s_URL" $channel)) "" -}}
{{- if ne $isSet (hasKey $dispatcher.secretFiles $secret) -}}
{{- fail (printf "%s_URL in settings and %s in secretFiles of notification-dispatcher belong together: give both or neither" $channel $secret) -}}
{{- end -}}
{{- if and $isSet (not (has "https" $dispatcher.reaches)) -}}
{{- fail (printf "%s_URL needs https in reaches of notification-dispatcher: its network policy lets nothing else out" $channel) -}}
{{- end -}}
{{- end -}}
{{- $ingestion := get .Values.apps "replica-ingestion" -}}
{{- if and .Values.logTailer.enabled (ne $ingestion.settings.MONOLITH_TIME_ZONE .Values.logTailer.settings.MONOLITH_TIME_ZONE) -}}
{{- fail "MONOLITH_TIME_ZONE of replica-ingestion and of logTailer must be the same: there is one monolith" -}}
{{- end -}}
{{- end -}}
