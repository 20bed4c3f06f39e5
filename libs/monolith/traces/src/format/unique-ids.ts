import type { RowReader } from './row-reader.js';

/** Remembers the ids of a column and notes each that comes a second time. */
export class UniqueIds {
  private readonly firstLines = new Map<string, number>();

  constructor(private readonly column: string) {}

  /** An empty id is no second one: its absence has been noted already. */
  check(id: string, line: number, reader: RowReader): void {
    const firstLine = this.firstLines.get(id);
    if (id === '') return;
    if (firstLine === undefined) this.firstLines.set(id, line);
    else reader.reject(this.column, `an id of its own (used on line ${firstLine} already)`);
  }
}
