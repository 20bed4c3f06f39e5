export { ConfigurationError, EXIT_BAD_CONFIGURATION } from './configuration.errors.js';
export { readConfiguration } from './read-configuration.js';
export {
  databaseUrl,
  httpUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  signingKey,
  smtpUrl,
  smtpUrls,
  timeZone,
  whole,
  words,
} from './variables.js';
