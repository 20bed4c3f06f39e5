import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { deployFile, deployPath } from './deploy-file.js';

/** One rule of Prometheus: an alert or a recorded figure. */
export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** Paths of all files in one folder of deploy/prometheus. */
export const prometheusFiles = (folder: 'rules' | 'tests'): string[] =>
  readdirSync(deployPath('prometheus', folder)).map((name) =>
    deployPath('prometheus', folder, name),
  );

/** Every rule of deploy/prometheus/rules. */
export function allRules(): Rule[] {
  return readdirSync(deployPath('prometheus/rules')).flatMap((name) => {
    const file = parse(deployFile('prometheus/rules', name)) as { groups: { rules: Rule[] }[] };
    return file.groups.flatMap(({ rules }) => rules);
  });
}
