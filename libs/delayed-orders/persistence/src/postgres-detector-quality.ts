import type { PolicyRole } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';
import { DETECTOR_QUALITY, ESTIMATE_CALIBRATION } from './queries/detector-quality.js';

/** How well a policy foresaw lateness; shares of nothing are undefined. */
export interface DetectorQuality {
  readonly role: PolicyRole;
  /** Delivered under a promise. */
  readonly orders: number;
  readonly late: number;
  /** Of those warned of, the share that was late. */
  readonly precision: number | undefined;
  /** Of those late, the share that was warned of. */
  readonly recall: number | undefined;
  /** Minutes from the warning to the promise, of those that were late. */
  readonly meanLeadMinutes: number | undefined;
}

/** How far estimated probabilities were from what came true. */
export interface EstimateCalibration {
  readonly checks: number;
  /** The mean distance between expected and observed share, tenths weighted by their size. */
  readonly gap: number | undefined;
  /** The mean squared error (Brier's score). */
  readonly brier: number | undefined;
}

interface QualityRow {
  readonly role: PolicyRole;
  readonly orders: number;
  readonly late: number;
  readonly warned: number;
  readonly foreseen: number;
  readonly meanLead: number | null;
}

interface TenthRow {
  readonly checks: number;
  readonly expected: number;
  readonly observed: number;
  readonly squaredError: number;
}

/** What outcomes say of the detector, within a window of business time that ends now. */
export class PostgresDetectorQuality {
  constructor(private readonly database: Queryable) {}

  /** One answer for each policy that decided. */
  async within(seconds: number): Promise<DetectorQuality[]> {
    const rows = await this.database.query<QualityRow>(DETECTOR_QUALITY, [seconds]);
    return rows.map(({ role, orders, late, warned, foreseen, meanLead }) => ({
      role,
      orders,
      late,
      precision: share(foreseen, warned),
      recall: share(foreseen, late),
      meanLeadMinutes: meanLead ?? undefined,
    }));
  }

  async calibrationWithin(seconds: number): Promise<EstimateCalibration> {
    const tenths = await this.database.query<TenthRow>(ESTIMATE_CALIBRATION, [seconds]);
    const checks = tenths.reduce((sum, tenth) => sum + tenth.checks, 0);
    const mean = (of: (tenth: TenthRow) => number): number | undefined =>
      share(
        tenths.reduce((sum, tenth) => sum + tenth.checks * of(tenth), 0),
        checks,
      );
    return {
      checks,
      gap: mean(({ expected, observed }) => Math.abs(expected - observed)),
      brier: mean(({ squaredError }) => squaredError),
    };
  }
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
