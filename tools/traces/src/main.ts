import { runTraces } from './run-traces.js';

process.exitCode = await runTraces(process.argv.slice(2), {
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});
