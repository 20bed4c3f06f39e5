/**
 * What the monolith takes for the present: the machine's clock, or a replay's business time while
 * it follows one.
 */
export class SimulatorClock {
  private source = machineNow;

  now(): Date {
    return this.source();
  }

  /** From now on tells the time of `source`, until {@link release}. */
  follow(source: () => Date): void {
    this.source = source;
  }

  release(): void {
    this.source = machineNow;
  }
}

function machineNow(): Date {
  return new Date();
}
