import { Writable } from 'node:stream';
import { terminalOutput } from './terminal-output.js';

class Terminal extends Writable {
  text = '';

  constructor(readonly isTTY: boolean) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

function terminal(isTTY: boolean) {
  const [out, err] = [new Terminal(isTTY), new Terminal(isTTY)];
  return { out, err, output: terminalOutput(out, err) };
}

describe('what a terminal shows', () => {
  it('are results on one way and complaints on the other', () => {
    const { out, err, output } = terminal(false);
    output.print('figures\n');
    output.printError('a complaint\n');
    expect([out.text, err.text]).toEqual(['figures\n', 'a complaint\n']);
  });

  it('is how far it has come, in one line that is wiped before anything else', () => {
    const { out, err, output } = terminal(true);
    output.progress('replaying', 0.1);
    output.progress('replaying', 0.2);
    output.print('figures\n');
    expect(err.text).toBe(`replaying 10 %\r${' '.repeat(14)}\rreplaying 20 %\r${' '.repeat(14)}\r`);
    expect(out.text).toBe('figures\n');
  });

  it('is a line for each quarter where nobody watches', () => {
    const { err, output } = terminal(false);
    for (let percent = 0; percent <= 98; percent += 2) output.progress('replaying', percent / 100);
    output.progress('replaying', 1);
    expect(err.text).toBe(
      [0, 25, 50, 75, 100].map((percent) => `replaying ${percent} %\n`).join(''),
    );
  });

  it('is each such line once', () => {
    const { err, output } = terminal(false);
    output.progress('replaying', 0.5);
    output.progress('replaying', 0.601);
    expect(err.text).toBe('replaying 50 %\n');
  });

  it('begins anew with what is done next', () => {
    const { err, output } = terminal(false);
    output.progress('replaying', 0.9);
    output.progress('outage', 0);
    output.progress('outage', 0.3);
    expect(err.text).toBe('replaying 75 %\noutage 0 %\noutage 25 %\n');
  });
});
