import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WORKSPACE_ROOT } from './workspace-root.js';

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
}

/**
 * A folder as in a container image: each built program in a folder of its own, above them
 * `node_modules` with production's packages and nothing else. It lies outside the workspace,
 * where Node cannot fall back on the packages of development.
 */
export class ProductionFolder {
  private constructor(private readonly root: string) {}

  static make(): ProductionFolder {
    const root = mkdtempSync(join(tmpdir(), 'ftgo-production-'));
    for (const path of productionPackages()) copyPackage(path, join(root, path));
    return new ProductionFolder(root);
  }

  /** Puts a built program in. @returns its folder. @throws when it was not built. */
  add(app: string): string {
    const built = builtFolder(app);
    if (!isBuilt(app)) throw new Error(`${built} is missing: run nx run-many -t build before`);
    const folder = join(this.root, app);
    cpSync(built, folder, { recursive: true });
    return folder;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Whether the program has been built. */
export function isBuilt(app: string): boolean {
  return existsSync(join(builtFolder(app), 'main.js'));
}

const builtFolder = (app: string): string => join(WORKSPACE_ROOT, 'dist/apps', app);

/** Folders of the packages that an installation without development's packages has. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(WORKSPACE_ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional, link }]) => {
      const isOfProduction = !(dev ?? devOptional ?? optional ?? link ?? false);
      return isOfProduction && path.startsWith('node_modules/');
    })
    .map(([path]) => path)
    .filter((path) => path.lastIndexOf('node_modules/') === 0);
}

/** Hard links where both folders lie on one file system, copies elsewhere. */
function copyPackage(path: string, to: string): void {
  const from = join(WORKSPACE_ROOT, path);
  mkdirSync(dirname(to), { recursive: true });
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    cpSync(from, to, { recursive: true });
  }
}
