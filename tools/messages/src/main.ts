import { loadMessagesConfig } from './messages.config.js';
import { runMessages } from './run-messages.js';

process.exitCode = runMessages(process.argv.slice(2), loadMessagesConfig().root, {
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});
