/** How one dependency stands. */
export interface DependencyState {
  readonly ready: boolean;
  /** Machine time of the last change. */
  readonly since: Date;
  /** What is wrong and what is being done; ids and codes only. */
  readonly reason?: string | undefined;
  /** What this process is to it now, such as its role; says nothing of good or bad. */
  readonly detail?: string | undefined;
}

/**
 * What this process needs before it is useful. Every dependency is named at the start and
 * counts as not ready until it reports; the answer of `/readyz` tells which and since when (I11).
 */
export class Readiness {
  private readonly states = new Map<string, DependencyState>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** Names a dependency that must report before the process is ready. */
  expect(dependency: string): void {
    if (!this.states.has(dependency)) this.set(dependency, false, 'has not reported yet');
  }

  up(dependency: string): void {
    this.set(dependency, true);
  }

  down(dependency: string, reason: string): void {
    this.set(dependency, false, reason);
  }

  /** Tells more of a dependency that has been named, however it stands now and later. */
  detail(dependency: string, detail: string): void {
    const state = this.states.get(dependency);
    if (state !== undefined) this.states.set(dependency, { ...state, detail });
  }

  get ready(): boolean {
    return [...this.states.values()].every((state) => state.ready);
  }

  /** A snapshot by dependency. */
  report(): Record<string, DependencyState> {
    return Object.fromEntries(this.states);
  }

  private set(dependency: string, ready: boolean, reason?: string): void {
    const before = this.states.get(dependency);
    const since = before?.ready === ready ? before.since : this.now();
    this.states.set(dependency, {
      ready,
      since,
      ...(reason === undefined ? {} : { reason }),
      ...(before?.detail === undefined ? {} : { detail: before.detail }),
    });
  }
}
