/** `npm run prove`: builds what changed, then runs an experiment. */
import { runBuilt } from './run-built.mjs';

await runBuilt('tools/prove');
