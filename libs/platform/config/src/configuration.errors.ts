/** BSD's EX_CONFIG: the start is refused because of configuration, and a restart won't help. */
export const EXIT_BAD_CONFIGURATION = 78;

/** Thrown at start by `readConfiguration`; its message lists names and rules, never values. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION.INVALID';

  constructor(readonly problems: readonly { readonly name: string; readonly rule: string }[]) {
    const lines = problems.map(({ name, rule }) => `  ${name}: ${rule}`);
    super(
      `The configuration is not usable. Set these environment variables (or NAME_FILE) and start again:\n${lines.join('\n')}`,
    );
    this.name = 'ConfigurationError';
  }
}
