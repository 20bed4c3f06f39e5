import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { REPOSITORY_ROOT } from './deploy-tests.config.js';
import type { Manifest } from './helm-chart.js';

const OPENAPI_FILE = join(REPOSITORY_ROOT, '../shared/data/kubernetes/openapi-1.36.json.gz');
const KIND = 'x-kubernetes-group-version-kind';

interface Definition {
  type?: string | string[];
  format?: string;
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
  [KIND]?: { group: string; version: string; kind: string }[];
}

/** Why manifests can't be checked here, or undefined. The API description is no part of ours. */
export const lackingKubernetesSchema = (): string | undefined =>
  existsSync(OPENAPI_FILE) ? undefined : `no ${OPENAPI_FILE}`;

/**
 * A checker against the API description of Kubernetes 1.36, strict: it refuses unknown fields and
 * versions that are gone.
 * @returns the faults of one object as readable lines, none when it is right.
 */
export function kubernetesChecker(): (manifest: Manifest) => string[] {
  const { definitions } = JSON.parse(gunzipSync(readFileSync(OPENAPI_FILE)).toString()) as {
    definitions: Record<string, Definition>;
  };
  Object.entries(definitions).forEach(([name, definition]) => makeStrict(name, definition));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'kubernetes', definitions });
  const names = namesByKind(definitions);
  return (manifest) => {
    const name = names.get(`${manifest.apiVersion} ${manifest.kind}`);
    if (!name) return [`${manifest.apiVersion} ${manifest.kind}: no such kind`];
    return faults(manifest, ajv.getSchema(`kubernetes#/definitions/${name}`));
  };
}

function faults(manifest: Manifest, validate: ValidateFunction | undefined): string[] {
  if (!validate) throw new Error(`no schema of ${manifest.kind}`);
  void validate(manifest);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${manifest.kind} ${manifest.metadata.name} ${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}

/** The description itself lets unknown fields pass, and calls "1" and 1 strings alike. */
function makeStrict(name: string, definition: Definition): void {
  if (definition.properties && definition.additionalProperties === undefined) {
    definition.additionalProperties = false;
  }
  if (definition.format === 'int-or-string') definition.type = ['integer', 'string'];
  if (name.endsWith('.Quantity')) definition.type = ['string', 'number'];
}

function namesByKind(definitions: Record<string, Definition>): Map<string, string> {
  return new Map(
    Object.entries(definitions).flatMap(([name, definition]) =>
      (definition[KIND] ?? []).map(({ group, version, kind }): [string, string] => [
        `${group ? `${group}/` : ''}${version} ${kind}`,
        name,
      ]),
    ),
  );
}
