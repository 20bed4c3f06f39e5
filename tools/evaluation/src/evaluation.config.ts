/** The folder in which the user called the command; file names are meant from there. */
export function calledFrom(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
