/** What was asked can't be done; the message says why and what to do. Exit code 2. */
export class Refused extends Error {
  readonly code = 'OPS.REFUSED';

  constructor(message: string) {
    super(message);
    this.name = 'Refused';
  }
}
