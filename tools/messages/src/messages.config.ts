export interface MessagesConfig {
  /** The checkout whose contracts are read and whose `docs` are written. */
  readonly root: string;
}

/** What `tools/run/messages.mjs` hands over. @throws Error when the tool was not started by it. */
export function loadMessagesConfig(): MessagesConfig {
  const root = process.env['FTGO_ROOT'];
  if (!root) throw new Error('FTGO_ROOT is missing. Start this by: npm run messages');
  return { root };
}
