import type { Manifest } from './helm-chart.js';

interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
}

/** The fields of a container that the tests look at. */
export interface Container {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: readonly EnvironmentVariable[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly securityContext?: Record<string, unknown>;
  readonly resources?: Record<string, Record<string, string>>;
  readonly livenessProbe?: { readonly httpGet: unknown };
  readonly readinessProbe?: { readonly httpGet: unknown };
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
}

/** The fields of a pod that the tests look at. */
export interface Pod {
  readonly owner: Manifest;
  readonly labels: Record<string, string>;
  readonly spec: {
    readonly automountServiceAccountToken?: boolean;
    readonly serviceAccountName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly securityContext?: Record<string, unknown>;
    readonly volumes?: readonly Record<string, unknown>[];
    readonly containers: readonly [Container];
  };
}

/** The pods that a release would start: those of its Deployments and of its Job. */
export function podsOf(manifests: readonly Manifest[]): Pod[] {
  return manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    .map((owner) => {
      const template = owner.spec?.['template'] as Pick<Pod, 'spec'> & {
        metadata: { labels: Record<string, string> };
      };
      return { owner, labels: template.metadata.labels, spec: template.spec };
    });
}

/** Names of the variables that a container gets, a secret's file counted as the secret. */
export function variablesOf(container: Container, manifests: readonly Manifest[]): string[] {
  const maps = (container.envFrom ?? []).map(({ configMapRef }) => configMapRef.name);
  const fromMaps = manifests
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && maps.includes(metadata.name))
    .flatMap(({ data }) => Object.keys(data ?? {}));
  const own = (container.env ?? []).map(({ name }) => name.replace(/_FILE$/, ''));
  return [...fromMaps, ...own].sort();
}
