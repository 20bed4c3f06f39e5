/** The environment for a tool of the workspace: ours, without what Jest adds to it. */
export function toolEnvironment(): Record<string, string | undefined> {
  const { NODE_OPTIONS: _ofJest, ...environment } = process.env;
  return { ...environment, NX_DAEMON: 'false', NX_TUI: 'false' };
}
