/**
 * A text of one line that commands no terminal, whoever wrote it: keys and details of quarantined
 * messages come from senders. Pure.
 */
export const harmless = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
