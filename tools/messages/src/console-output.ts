/** Where the command's words go. */
export interface ConsoleOutput {
  print(text: string): void;
  printError(text: string): void;
}
