/** `npm run traces`: builds what changed, then imports, makes or checks traces. */
import { runBuilt } from './run-built.mjs';

await runBuilt('tools/traces');
