import { loadOpsConfig } from './ops.config.js';
import { runOps } from './run-ops.js';

const { stdout, stderr } = process;

process.exitCode = await runOps(
  process.argv.slice(2),
  {
    print: (text) => stdout.write(text),
    printError: (text) => stderr.write(text),
    isTerminal: stdout.isTTY === true,
  },
  () => loadOpsConfig(),
);
