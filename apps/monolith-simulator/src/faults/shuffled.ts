import { chance } from './chance.js';

/** `items` in a random order, each at most `window - 1` places from where it stood. Pure. */
export function shuffled<Item>(items: readonly Item[], window: number, seed: number): Item[] {
  const result: Item[] = [];
  for (let from = 0; from < items.length; from += window) {
    const part = items
      .slice(from, from + window)
      .map((item, index) => ({ item, rank: chance(seed, 'place', from + index) }))
      .sort((a, b) => a.rank - b.rank);
    result.push(...part.map(({ item }) => item));
  }
  return result;
}
