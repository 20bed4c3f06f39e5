/**
 * A map with room for so many entries: making one too many forgets the one that was changed longest
 * ago. Reading is no change, so readers leave no trace. A room of 0 remembers nothing.
 */
export class RecencyMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(
    private readonly room: number,
    entries: Iterable<readonly [Key, Value]> = [],
  ) {
    for (const [key, value] of entries) this.touch(key, () => value);
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  /** The value that is to be changed now; made, if there is none. */
  touch(key: Key, make: () => Value): Value {
    const value = this.entries.get(key) ?? make();
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.room) this.forgetOldest();
    return value;
  }

  /** Keys and values, from the one changed longest ago to the latest. */
  all(): [Key, Value][] {
    return [...this.entries];
  }

  values(): IterableIterator<Value> {
    return this.entries.values();
  }

  private forgetOldest(): void {
    for (const key of this.entries.keys()) {
      this.entries.delete(key);
      return;
    }
  }
}
