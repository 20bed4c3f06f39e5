/**
 * Builds one program into dist/<its folder>: main.js (the workspace's own code in one file, with
 * a source map), and package.json with the npm packages that it imports, at the exact versions
 * of the root. Usage: node tools/build/build-app.mjs apps/delay-scanner
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const [project] = process.argv.slice(2);
if (!project) {
  process.stderr.write('usage: node tools/build/build-app.mjs <project folder>\n');
  process.exit(2);
}

const folder = join(root, 'dist', project);
rmSync(folder, { recursive: true, force: true });
const { metafile, outputFiles } = await build({
  // Nothing is there to run until everything is known to be right.
  write: false,
  absWorkingDir: root,
  entryPoints: [join(project, 'src/main.ts')],
  outfile: join(folder, 'main.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  conditions: ['@ftgo/source'],
  plugins: [npmPackagesStayOutside()],
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});
const packageJson = `${JSON.stringify(manifest(metafile), null, 2)}\n`;
mkdirSync(folder, { recursive: true });
for (const { path, contents } of outputFiles) writeFileSync(path, contents);
writeFileSync(join(folder, 'package.json'), packageJson);

/** Only the workspace's own packages go into the bundle. */
function npmPackagesStayOutside() {
  return {
    name: 'npm-packages-stay-outside',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
        kind === 'entry-point' || path.startsWith('@ftgo/') ? undefined : { path, external: true },
      );
    },
  };
}

function manifest({ outputs }) {
  const { dependencies: pinned } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const names = imports
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('node:'))
    .map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
  const dependencies = {};
  for (const name of [...new Set(names)].sort()) {
    if (!Object.hasOwn(pinned, name))
      throw new Error(`${project} imports ${name}, which is no production dependency`);
    dependencies[name] = pinned[name];
  }
  return { name: `@ftgo/${project.split('/').pop()}`, private: true, type: 'module', dependencies };
}
