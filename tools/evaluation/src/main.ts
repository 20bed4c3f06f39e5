import { runEvaluate } from './run-evaluate.js';
import { terminalOutput } from './terminal-output.js';

process.exitCode = await runEvaluate(process.argv.slice(2), terminalOutput());
