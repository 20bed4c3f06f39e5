import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// npm passes Ctrl-C on although the terminal has sent it already: the echo isn't a second request.
const ECHO_MS = 1000;

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort of everything under way; later ones, more
 * than a second after, call `onAgain`. `exitCode` is the shell's 128 + signal number.
 */
export class Interruption {
  constructor() {
    this.controller = new AbortController();
    this.signalName = null;
    this.onAgain = () => {};
    this.firstAt = 0;
  }

  get abort() {
    return this.controller.signal;
  }

  get exitCode() {
    return 128 + (constants.signals[this.signalName] ?? 0);
  }

  /** Takes over the signals of this process; they no longer end it by themselves. */
  listen() {
    for (const name of SIGNALS) process.on(name, () => this.receive(name));
    // A terminal that is gone, or a closed pipe, must not keep us from stopping what we started.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
    return this;
  }

  receive(name, now = performance.now()) {
    if (!this.signalName) {
      this.signalName = name;
      this.firstAt = now;
      this.controller.abort();
    } else if (now - this.firstAt > ECHO_MS) {
      this.onAgain(name);
    }
  }
}
