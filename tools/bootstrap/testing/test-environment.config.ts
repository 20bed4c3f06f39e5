/** The environment of the process that runs the tests. A spec that changes its PATH puts it back. */
export const ENVIRONMENT: NodeJS.ProcessEnv = process.env;
