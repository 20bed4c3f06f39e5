/** Thrown when a file can't be read, or written, as asked; its message is for the user. */
export class RefusedInput extends Error {
  readonly code = 'TRACES.REFUSED_INPUT';
}
