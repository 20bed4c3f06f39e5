/** Where a command's words go. */
export interface ConsoleOutput {
  print(text: string): void;
  printError(text: string): void;
  /** True where a line may be drawn over. */
  readonly isTerminal: boolean;
}
