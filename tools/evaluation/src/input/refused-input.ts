/** Thrown when a file can't be read, or isn't what it must be; its message is for the user. */
export class RefusedInput extends Error {
  readonly code = 'EVALUATION.REFUSED_INPUT';
}
