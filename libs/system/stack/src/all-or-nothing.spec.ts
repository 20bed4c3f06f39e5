import { setTimeout as pause } from 'node:timers/promises';
import type { Making } from './all-or-nothing.js';
import { allOrNothing } from './all-or-nothing.js';

describe('all or nothing', () => {
  const undone: string[] = [];
  beforeEach(() => void undone.splice(0));

  const made = (name: string, afterMs = 0): Making<string> => ({
    making: pause(afterMs, name),
    undo: (it) => Promise.resolve(undone.push(it)),
  });
  const failing = (reason: string): Making<string> => ({
    making: Promise.reject(new Error(reason)),
    undo: () => Promise.resolve(undone.push(reason)),
  });

  it('is all, in order, where all can be made', async () => {
    await expect(allOrNothing([made('one', 5), made('other')])).resolves.toEqual(['one', 'other']);
    expect(undone).toEqual([]);
  });

  it('leaves nothing behind where one fails, not even what was made after it had', async () => {
    const making = allOrNothing([made('early'), failing('no mail catcher'), made('late', 20)]);
    await expect(making).rejects.toThrow('no mail catcher');
    expect(undone.sort()).toEqual(['early', 'late']);
  });

  it('says what went wrong first, though the undoing goes wrong as well', async () => {
    const stuck = { making: Promise.resolve('stuck'), undo: () => Promise.reject(new Error('no')) };
    const making = allOrNothing([stuck, made('other'), failing('no mail catcher')]);
    await expect(making).rejects.toThrow('no mail catcher');
    expect(undone).toEqual(['other']);
  });
});
