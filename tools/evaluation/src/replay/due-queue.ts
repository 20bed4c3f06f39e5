/** What waits for an instant; the earliest first, of equal ones whichever. */
export class DueQueue {
  /** A binary heap of `[instant in ms, index]`. */
  private readonly heap: (readonly [number, number])[] = [];

  /** The earliest instant; undefined when nothing waits. */
  get nextMs(): number | undefined {
    return this.heap[0]?.[0];
  }

  add(atMs: number, index: number): void {
    const { heap } = this;
    let place = heap.push([atMs, index]) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isEarlier(place, parent)) return;
      this.swap(place, parent);
      place = parent;
    }
  }

  /** Takes the earliest out. */
  take(): readonly [number, number] | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let place = 0; ;) {
      const earliest = [2 * place + 1, 2 * place + 2].reduce(
        (best, child) => (child < heap.length && this.isEarlier(child, best) ? child : best),
        place,
      );
      if (earliest === place) return first;
      this.swap(place, earliest);
      place = earliest;
    }
  }

  private isEarlier(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (one === undefined || other === undefined) return false;
    return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (one === undefined || other === undefined) return;
    this.heap[a] = other;
    this.heap[b] = one;
  }
}
