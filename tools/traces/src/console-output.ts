/** Where a command's words go. */
export interface ConsoleOutput {
  print(text: string): void;
  printError(text: string): void;
}
