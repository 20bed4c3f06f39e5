import type { Database } from '@ftgo/platform-postgres';

/** One comparison of the replica with the monolith. */
export interface ReconciliationRun {
  readonly runId: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly compared: number;
  readonly drifted: number;
  readonly repaired: number;
  readonly dryRun: boolean;
}

const COLUMNS = `run_id as "runId", started_at as "startedAt", finished_at as "finishedAt", compared,
  drifted, repaired, dry_run as "dryRun"`;

/** A run that was not finished after so long died with its process. */
const GIVEN_UP_AFTER = `interval '10 minutes'`;

/** The runs of the reconciliation: one at a time, and what came of each. */
export class PostgresReconciliationRuns {
  constructor(private readonly database: Database) {}

  /** @returns undefined while another run is under way. */
  begin(dryRun: boolean): Promise<number | undefined> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('lock table reconciliation_run in share row exclusive mode');
      const [row] = await transaction.query<{ id: number }>(
        `insert into reconciliation_run (started_at, dry_run)
         select clock_timestamp(), $1 where not exists (
           select from reconciliation_run
           where finished_at is null and started_at > clock_timestamp() - ${GIVEN_UP_AFTER})
         returning run_id as id`,
        [dryRun],
      );
      return row?.id;
    });
  }

  async finish(
    runId: number,
    { compared, drifted, repaired }: Pick<ReconciliationRun, 'compared' | 'drifted' | 'repaired'>,
  ): Promise<void> {
    await this.database.query(
      `update reconciliation_run set finished_at = clock_timestamp(), compared = $2, drifted = $3,
         repaired = $4 where run_id = $1`,
      [runId, compared, drifted, repaired],
    );
  }

  /** Gives the place free without a result: the run failed. */
  async abandon(runId: number): Promise<void> {
    await this.database.query('delete from reconciliation_run where run_id = $1', [runId]);
  }

  async find(runId: number): Promise<ReconciliationRun | undefined> {
    const [run] = await this.database.query<ReconciliationRun>(
      `select ${COLUMNS} from reconciliation_run where run_id = $1`,
      [runId],
    );
    return run;
  }

  /** The latest runs, newest first. */
  latest(limit: number): Promise<ReconciliationRun[]> {
    return this.database.query<ReconciliationRun>(
      `select ${COLUMNS} from reconciliation_run order by run_id desc limit $1`,
      [limit],
    );
  }
}
