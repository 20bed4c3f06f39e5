import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { LOCAL_DIR, PROGRAM_FOLDERS } from './deploy-tests.config.js';
import { runProgram } from './run-program.js';

/** A program of Debian's that a test needs. */
export interface DebianTool {
  /** As it is called: `promtool`. */
  readonly program: string;
  /** The Debian package that holds it. */
  readonly packageName: string;
  /** Arguments with which it exits 0 and touches nothing: proves that its libraries are there. */
  readonly harmlessArgs: readonly string[];
}

/** Where the program is, or why it can't be had. */
export type FoundTool =
  | { readonly path: string; readonly lacking?: undefined }
  | { readonly path?: undefined; readonly lacking: string };

/** Prometheus' own checker of rules and settings. */
export const PROMTOOL: DebianTool = {
  program: 'promtool',
  packageName: 'prometheus',
  harmlessArgs: ['--version'],
};

/** The server itself, for the queries of the dashboard. */
export const PROMETHEUS: DebianTool = { ...PROMTOOL, program: 'prometheus' };

/** The stand-in for Kong. */
export const NGINX: DebianTool = { program: 'nginx', packageName: 'nginx', harmlessArgs: ['-v'] };

/**
 * Finds a program on the machine, else unpacks its package into LOCAL_DIR/debian-tools without
 * installing it (no root needed). Asked again it answers from there at once. Never throws.
 */
export function findDebianTool(tool: DebianTool): FoundTool {
  const unpacked = join(LOCAL_DIR, 'debian-tools', tool.packageName);
  const candidates = [
    ...PROGRAM_FOLDERS,
    join(unpacked, 'usr/bin'),
    join(unpacked, 'usr/sbin'),
  ].map((folder) => join(folder, tool.program));
  const find = () => candidates.find((path) => isExecutable(path) && runs(path, tool));
  let path = find();
  if (!path) {
    unpack(tool.packageName, unpacked);
    path = find();
  }
  return path ? { path } : { lacking: `no ${tool.program}: apt-get install ${tool.packageName}` };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const runs = (path: string, tool: DebianTool): boolean =>
  runProgram(path, tool.harmlessArgs).exitCode === 0;

/**
 * Unpacks beside the place and then renames, so that a broken download leaves nothing half done and
 * two tests that do it at once end with one of both.
 */
function unpack(packageName: string, target: string): void {
  if (existsSync(target)) return;
  mkdirSync(join(LOCAL_DIR, 'debian-tools'), { recursive: true });
  const work = mkdtempSync(`${target}-`);
  try {
    const download = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10', 'download'];
    runProgram('apt-get', [...download, packageName], { cwd: work });
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (!archive) return;
    const root = join(work, 'root');
    if (runProgram('dpkg', ['-x', join(work, archive), root]).exitCode === 0) moveTo(root, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function moveTo(root: string, target: string): void {
  try {
    renameSync(root, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}
