import type {
  DetectorQuality,
  EstimateCalibration,
  PostgresDetectorQuality,
} from '@ftgo/delayed-orders-persistence';
import type { Registry } from '@ftgo/platform-observability';
import { Gauge } from '@ftgo/platform-observability';

/** Business time that ends now. */
export const WINDOWS = [
  { window: '1h', seconds: 3_600 },
  { window: '1d', seconds: 86_400 },
  { window: '7d', seconds: 604_800 },
] as const;
type Window = (typeof WINDOWS)[number]['window'];

/** How good the detector is, measured on outcomes; NaN where there is nothing to measure. */
export class DetectorMetrics {
  private readonly orders: Gauge<'window' | 'policy'>;
  private readonly precision: Gauge<'window' | 'policy'>;
  private readonly recall: Gauge<'window' | 'policy'>;
  private readonly lead: Gauge<'window' | 'policy'>;
  private readonly gap: Gauge<'window'>;
  private readonly brier: Gauge<'window'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const ofPolicy = (name: string, help: string): Gauge<'window' | 'policy'> =>
      new Gauge({ name, help, labelNames: ['window', 'policy'], registers });
    const ofEstimate = (name: string, help: string): Gauge<'window'> =>
      new Gauge({ name, help, labelNames: ['window'], registers });
    this.orders = ofPolicy('detector_orders', 'Orders delivered under a promise');
    this.precision = ofPolicy(
      'detector_precision',
      'Of the orders warned of, the share that was late',
    );
    this.recall = ofPolicy(
      'detector_recall',
      'Of the late orders, the share that was warned of before the promise',
    );
    this.lead = ofPolicy(
      'detector_lead_minutes',
      'Minutes from the warning to the promise, of late orders',
    );
    this.gap = ofEstimate(
      'estimate_calibration_gap',
      'Mean distance between estimated and observed shares of lateness',
    );
    this.brier = ofEstimate('estimate_brier_score', 'Mean squared error of the probability');
  }

  /** Measures every window anew. */
  async measure(quality: PostgresDetectorQuality): Promise<void> {
    // A policy that watches no more must not stay on show with its last figures.
    for (const gauge of [this.orders, this.precision, this.recall, this.lead]) gauge.reset();
    for (const { window, seconds } of WINDOWS) {
      for (const each of await quality.within(seconds)) this.ofPolicy(window, each);
      this.ofEstimate(window, await quality.calibrationWithin(seconds));
    }
  }

  private ofPolicy(window: Window, quality: DetectorQuality): void {
    const labels = { window, policy: quality.role.toLowerCase() };
    this.orders.set(labels, quality.orders);
    this.precision.set(labels, quality.precision ?? Number.NaN);
    this.recall.set(labels, quality.recall ?? Number.NaN);
    this.lead.set(labels, quality.meanLeadMinutes ?? Number.NaN);
  }

  private ofEstimate(window: Window, { gap, brier }: EstimateCalibration): void {
    this.gap.set({ window }, gap ?? Number.NaN);
    this.brier.set({ window }, brier ?? Number.NaN);
  }
}
