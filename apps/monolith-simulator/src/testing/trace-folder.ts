import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trace } from '@ftgo/monolith-traces';
import { writeTrace } from '@ftgo/monolith-traces';

/** A folder for the traces of one test file, gone afterwards. */
export class TraceFolder {
  private written = 0;

  private constructor(private readonly path: string) {}

  static async make(): Promise<TraceFolder> {
    return new TraceFolder(await mkdtemp(join(tmpdir(), 'monolith-simulator-')));
  }

  /** Writes a trace. @returns its path */
  async write(trace: Trace): Promise<string> {
    this.written += 1;
    const path = join(this.path, `orders-${this.written}.csv`);
    await writeTrace(path, trace);
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
