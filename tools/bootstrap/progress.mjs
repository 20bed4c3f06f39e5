const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const REMINDER_MS = 10_000;

/** `0.4 s`, `12 s`, `2 min 05 s`: how long something took, for people. */
export function formatDuration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Shows what the set-up is doing, on standard error: one moving line on a terminal, plain lines
 * elsewhere (one at the start, one at the end, a reminder every 10 s). Several steps may run at once.
 */
export class Progress {
  constructor({
    stream = process.stderr,
    live = stream.isTTY && process.env.TERM !== 'dumb',
  } = {}) {
    this.stream = stream;
    this.live = live;
    this.active = new Set();
    this.frame = 0;
    this.timer = null;
  }

  /** Begins a step; the answer's `update(detail)`, `done(text)` and `drop()` go on with it. */
  step(label) {
    const step = { label, detail: '', startedAt: performance.now(), remindedAt: performance.now() };
    this.active.add(step);
    if (!this.live) this.line(`${label} …`);
    this.timer ??= setInterval(() => this.tick(), FRAME_MS).unref();
    return {
      update: (detail) => (step.detail = detail ?? step.detail),
      done: (text = label) =>
        this.end(step, `${text} (${formatDuration(performance.now() - step.startedAt)})`),
      drop: () => this.end(step),
    };
  }

  /** Runs `work` as a step; the step disappears when it throws. `work` gets `update`. */
  async during(label, work, doneText = () => label) {
    const step = this.step(label);
    try {
      const result = await work(step.update);
      step.done(doneText(result));
      return result;
    } catch (error) {
      step.drop();
      throw error;
    }
  }

  /** Prints a line of its own. */
  line(text) {
    this.clear();
    this.stream.write(`[set-up] ${text}\n`);
    this.draw();
  }

  /** Ends all that moves, before another program takes the terminal. */
  close() {
    this.active.clear();
    this.end();
  }

  end(step, text) {
    this.active.delete(step);
    if (text) this.line(text);
    if (this.active.size > 0) return;
    clearInterval(this.timer);
    this.timer = null;
    this.clear();
  }

  tick() {
    this.frame += 1;
    if (this.live) {
      this.clear();
      this.draw();
    } else {
      this.remind();
    }
  }

  remind() {
    const now = performance.now();
    for (const step of this.active) {
      if (now - step.remindedAt < REMINDER_MS) continue;
      step.remindedAt = now;
      this.stream.write(`[set-up] … ${describe(step)}\n`);
    }
  }

  clear() {
    if (this.live) this.stream.write('\r\x1b[K');
  }

  draw() {
    if (!this.live || this.active.size === 0) return;
    const text = `${FRAMES[this.frame % FRAMES.length]} ${[...this.active].map(describe).join(' · ')}`;
    this.stream.write(text.slice(0, (this.stream.columns ?? 80) - 1));
  }
}

function describe(step) {
  const elapsed = formatDuration(performance.now() - step.startedAt);
  return `${step.label}${step.detail ? `: ${step.detail}` : ''} (${elapsed})`;
}
