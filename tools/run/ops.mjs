/** `npm run ops`: builds what changed, then runs the operators' command on what is configured. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runBuilt } from './run-built.mjs';

// A demo that was kept (npm run demo -- --keep) says where its parts are.
if (!process.env.DATABASE_URL) {
  try {
    Object.assign(
      process.env,
      JSON.parse(readFileSync(join(root, '.local/demo/ops.json'), 'utf8')),
    );
  } catch {
    // No demo stands: the command itself says what is missing.
  }
}
await runBuilt('apps/ops');
