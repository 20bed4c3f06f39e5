import { nextTurnMs } from './kill-in-turn.js';

describe('the turns of the kills', () => {
  it.each([
    ['the first of two is first', 700, 0, 1_500],
    ['the second comes 1.5 s behind it', 700, 1, 3_000],
    ['each comes again after a round', 1_501, 0, 4_500],
    ['one that is ready just in time', 4_500, 0, 4_500],
    ['one that is ready a moment too late waits for a round', 4_501, 0, 7_500],
  ])('%s', (_what, earliestMs, place, expected) => {
    expect(nextTurnMs(earliestMs, place, 2)).toBe(expected);
  });

  it('are 1.5 s apart as long as each is ready again in its round', () => {
    const turns = [0, 1].flatMap((place) => {
      let at = nextTurnMs(700, place, 2);
      return Array.from({ length: 5 }, () => {
        const turn = at;
        at = nextTurnMs(at + 2_300, place, 2);
        return turn;
      });
    });
    const gaps = turns.sort((a, b) => a - b).map((turn, at) => turn - (turns[at - 1] ?? 0));
    expect(gaps).toEqual(Array(10).fill(1_500));
  });
});
