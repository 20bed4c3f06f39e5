/** Stands in the place of a body that can't be read, until somebody wants it. */
export class UnreadBody {
  constructor(
    readonly status: 400 | 415,
    readonly reason: string,
  ) {}
}
