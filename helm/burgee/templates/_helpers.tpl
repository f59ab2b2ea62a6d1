{{/* The release's own name, at most so long that `-migrate` still fits a DNS label. */}}
{{- define "burgee.name" -}}
{{- if contains "burgee" .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-burgee" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods of one component: include "burgee.selector" (list . "api"). */}}
{{- define "burgee.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: burgee
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "burgee.labels" -}}
{{- $root := index . 0 -}}
{{ include "burgee.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end -}}

{{- define "burgee.secret" -}}
{{- required "existingSecret must name a Secret with the keys database-url and secret-key (and redis-url)" .Values.existingSecret -}}
{{- end -}}

{{/* What the pods of all components have in common. */}}
{{- define "burgee.pod" -}}
automountServiceAccountToken: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: tmp
    emptyDir: {}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What the containers of all components have in common. */}}
{{- define "burgee.container" -}}
image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
env:
  - name: DATABASE_URL
    valueFrom:
      secretKeyRef:
        name: {{ include "burgee.secret" . }}
        key: database-url
  - name: REDIS_URL
    valueFrom:
      secretKeyRef:
        name: {{ include "burgee.secret" . }}
        key: redis-url
        optional: true
  - name: SECRET_KEY
    valueFrom:
      secretKeyRef:
        name: {{ include "burgee.secret" . }}
        key: secret-key
  {{- range $name, $value := .Values.settings }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
{{- with .Values.settingsFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
