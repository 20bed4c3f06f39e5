import { benchText, measureSpeed } from './measure-speed.js';

describe('the bench', () => {
  it('counts probabilities, assessments and estimates a second', () => {
    const speeds = measureSpeed(50);
    expect(speeds.map(({ what }) => what)).toEqual([
      'probability of lateness',
      'assessment: estimate, decision, next due',
      'estimate with expected range',
    ]);
    for (const { undisturbed, typical } of speeds) {
      expect(typical).toBeGreaterThan(0);
      expect(undisturbed).toBeGreaterThanOrEqual(typical);
    }
  });

  it('tells them in round numbers', () => {
    const text = benchText([{ what: 'assessment', undisturbed: 1_234_567.8, typical: 999_999.6 }]);
    expect(text).toContain('1,234,568');
    expect(text).toContain('1,000,000');
  });
});
