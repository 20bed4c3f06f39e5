import type { Queryable } from '@ftgo/platform-postgres';

/** A stretch of business time; rate in business seconds per machine second. */
export interface ClockSegment {
  readonly realOffsetMs: number;
  readonly businessFrom: string;
  readonly rate: number;
}

/** Sets the business clock of the service's database (`app_now()`); only demos and tests do. */
export class ServiceClock {
  constructor(private readonly database: Queryable) {}

  /** Runs along the segments, counted from the machine instant `startsAt`. */
  async follow(startsAt: Date, segments: readonly ClockSegment[]): Promise<void> {
    await this.database.query('delete from app_clock');
    // What the feeds told of before was read on another clock.
    await this.database.query('update feed_watermark set as_of = null');
    await this.database.query(
      `insert into app_clock (real_from, business_from, rate)
       select $1::timestamptz + s."realOffsetMs" * interval '1 millisecond', s."businessFrom", s.rate
       from json_to_recordset($2::json)
         as s("realOffsetMs" float8, "businessFrom" timestamptz, rate float8)`,
      [startsAt, JSON.stringify(segments)],
    );
  }

  /** Holds business time still at `at`. */
  async hold(at: Date): Promise<void> {
    await this.database.query(
      `with gone as (delete from app_clock where real_from > '2000-01-01')
       insert into app_clock (real_from, business_from, rate) values ('2000-01-01', $1, 0)
       on conflict (real_from) do update set business_from = excluded.business_from, rate = 0`,
      [at],
    );
    await this.database.query('update feed_watermark set as_of = null where as_of > $1', [at]);
  }
}
