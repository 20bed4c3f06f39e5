import { SimulatorClock } from './simulator-clock.js';
import { minute } from './testing/mothers.js';

describe('SimulatorClock', () => {
  it('tells the present', () => {
    const before = Date.now();
    expect(new SimulatorClock().now().getTime()).toBeGreaterThanOrEqual(before);
  });

  it("tells a replay's time while it follows one", () => {
    const clock = new SimulatorClock();
    clock.follow(() => minute(3));
    expect(clock.now()).toEqual(minute(3));
    clock.release();
    expect(clock.now().getTime()).toBeGreaterThan(minute(3).getTime());
  });
});
