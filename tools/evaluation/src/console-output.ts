/** Where a command's words go. */
export interface ConsoleOutput {
  print(text: string): void;
  printError(text: string): void;
  /** How far it has come, 0 to 1, and with what; shown where somebody watches. */
  progress(what: string, share: number): void;
}
