/**
 * The numeric ids that FTGO's tables want, for ids that are any text. Two-way and fixed: the same
 * ids in the same order get the same numbers.
 */
export class Numbering {
  private constructor(
    private readonly numbers: ReadonlyMap<string, number>,
    private readonly ids: ReadonlyMap<number, string>,
  ) {}

  /** 1, 2, 3 … in the order given. Ids must differ. */
  static inOrder(ids: readonly string[]): Numbering {
    return Numbering.of(ids.map((id, index) => [id, index + 1]));
  }

  /** An id that is a positive whole number keeps it; the others follow the largest of those. */
  static keepingNumbers(ids: Iterable<string>): Numbering {
    const distinct = [...new Set(ids)];
    let last = distinct.reduce((largest, id) => Math.max(largest, wholeNumber(id) ?? 0), 0);
    return Numbering.of(distinct.map((id) => [id, wholeNumber(id) ?? ++last]));
  }

  private static of(entries: readonly (readonly [string, number])[]): Numbering {
    return new Numbering(new Map(entries), new Map(entries.map(([id, number]) => [number, id])));
  }

  /** The number of an id; throws on one that was not among those numbered. */
  numberOf(id: string): number {
    const number = this.numbers.get(id);
    if (number === undefined) throw new RangeError(`no number was given to id ${id}`);
    return number;
  }

  idOf(number: number): string | undefined {
    return this.ids.get(number);
  }

  /** Every id with its number, in the order in which they were given. */
  entries(): IterableIterator<[string, number]> {
    return this.numbers.entries();
  }

  get size(): number {
    return this.numbers.size;
  }
}

// "007" and "7" are two ids, so only one of them may become 7. The bound leaves room for numbering.
function wholeNumber(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}
