import { z } from 'zod';
import { callService } from '../call-service.js';

/** The tables of the monolith that can be read again, by the names that operators use. */
export const BACKFILL_TABLES = {
  orders: 'orders',
  restaurants: 'restaurants',
  'opening-hours': 'restaurant_opening_hours',
  closures: 'restaurant_closures',
  'courier-actions': 'courier_actions',
} as const;
export type BackfillTable = keyof typeof BACKFILL_TABLES;

/** A snapshot of the log tailer as its control tells of it. */
export const Snapshot = z.object({
  id: z.string(),
  table: z.string(),
  state: z.enum(['running', 'paused', 'done', 'cancelled']),
  rowsDone: z.number(),
  rowsTotal: z.number().optional(),
  trouble: z.string().optional(),
  requestedBy: z.string(),
  requestedAt: z.string(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** The log tailer's control of snapshots; any instance answers. @throws Refused */
export class Snapshots {
  constructor(private readonly url: () => string | undefined) {}

  request(scope: {
    readonly table: string | undefined;
    readonly since?: string | undefined;
    readonly restaurantId?: number | undefined;
    readonly requestedBy: string;
  }): Promise<{ ids: string[] }> {
    return this.call('POST', '/log-tailer/snapshots', scope);
  }

  async list(): Promise<Snapshot[]> {
    const { snapshots } = await this.call<{ snapshots: unknown[] }>('GET', '/log-tailer/snapshots');
    return snapshots.map((each) => Snapshot.parse(each));
  }

  async find(id: string): Promise<Snapshot> {
    return Snapshot.parse(
      await this.call('GET', `/log-tailer/snapshots/${encodeURIComponent(id)}`),
    );
  }

  async bring(id: string, verb: 'pause' | 'resume' | 'cancel'): Promise<Snapshot> {
    const path = `/log-tailer/snapshots/${encodeURIComponent(id)}/${verb}`;
    return Snapshot.parse(await this.call('POST', path, {}));
  }

  private call<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    return callService<Answer>('LOG_TAILER_URL', this.url(), method, path, body);
  }
}
