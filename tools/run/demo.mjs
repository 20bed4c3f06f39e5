/** `npm run demo`: builds what changed, then runs the demo. */
import { runBuilt } from './run-built.mjs';

await runBuilt('tools/demo');
