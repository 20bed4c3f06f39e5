/** Measures how many contact calls are being answered at once. */
export class ContactCalls {
  private inFlight = 0;
  private maxInFlight = 0;
  private total = 0;

  /** Counts `call` from its start to its end, however it ends. */
  async measure<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    this.total += 1;
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    try {
      return await call();
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Forgets the maximum and the total, not what is in flight. */
  reset(): void {
    this.maxInFlight = this.inFlight;
    this.total = 0;
  }

  report(): { inFlight: number; maxInFlight: number; total: number } {
    const { inFlight, maxInFlight, total } = this;
    return { inFlight, maxInFlight, total };
  }
}
