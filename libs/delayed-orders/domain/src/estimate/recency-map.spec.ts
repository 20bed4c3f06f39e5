import { RecencyMap } from './recency-map.js';

const make = (word: string) => () => ({ word });

describe('RecencyMap', () => {
  it('makes what is new, and gives what it has', () => {
    const map = new RecencyMap<number, { word: string }>(3);
    const made = map.touch(1, make('one'));
    expect(map.touch(1, make('another'))).toBe(made);
    expect(map.get(1)).toBe(made);
    expect(map.get(2)).toBeUndefined();
  });

  it('forgets the one that was changed longest ago when there is no room', () => {
    const map = new RecencyMap<number, { word: string }>(2);
    map.touch(1, make('one'));
    map.touch(2, make('two'));
    map.touch(1, make('one'));
    map.touch(3, make('three'));
    expect(map.all().map(([key]) => key)).toEqual([1, 3]);
    expect(map.size).toBe(2);
  });

  it('does not take reading for a change', () => {
    const map = new RecencyMap<number, { word: string }>(2);
    map.touch(1, make('one'));
    map.touch(2, make('two'));
    map.get(1);
    map.touch(3, make('three'));
    expect(map.get(1)).toBeUndefined();
  });

  it('is begun with what another one held, in the same order', () => {
    const before = new RecencyMap<string, number>(3);
    for (const key of ['a', 'b', 'c', 'a']) before.touch(key, () => 1);
    const after = new RecencyMap(3, before.all());
    expect(after.all()).toEqual(before.all());
    after.touch('d', () => 1);
    expect(after.get('b')).toBeUndefined();
  });

  it('holds no more than its room however much is put in', () => {
    const map = new RecencyMap<number, number>(10);
    for (let key = 0; key < 1_000; key++) map.touch(key, () => key);
    expect(map.size).toBe(10);
    expect([...map.values()]).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999]);
  });
});
