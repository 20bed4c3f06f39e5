/** What a program started by a test inherits: nothing that would configure it. */
export const BARE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
};
