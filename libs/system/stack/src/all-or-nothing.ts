/** Something that is being made, and how to be rid of it. */
export interface Making<T> {
  readonly making: Promise<T>;
  readonly undo: (made: T) => Promise<unknown>;
}

/**
 * Resolves when all are made. If one can't be made, waits for the others, undoes them (an undoing
 * that fails hinders none of the rest) and throws what went wrong first.
 */
export async function allOrNothing<T extends readonly unknown[]>(parts: {
  [K in keyof T]: Making<T[K]>;
}): Promise<T> {
  const all = parts as unknown as readonly Making<unknown>[];
  try {
    return (await Promise.all(all.map(({ making }) => making))) as unknown as T;
  } catch (error) {
    await Promise.allSettled(all.map(async ({ making, undo }) => undo(await making)));
    throw error;
  }
}
