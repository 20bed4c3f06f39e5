/** One probability that was estimated, and whether it came true. */
export interface Forecast {
  readonly probability: number;
  readonly cameTrue: boolean;
}

/** Forecasts of about the same probability. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly estimated: number;
  readonly observed: number;
  /** Estimated less observed. */
  readonly gap: number;
}

/** How far probabilities are what they say. */
export interface Calibration {
  /** Only those with a forecast. */
  readonly bins: readonly CalibrationBin[];
  /** Of the absolute gaps, weighted by size. */
  readonly meanGap: number;
  /** The widest absolute gap of a bin with at least {@link LEAST_COUNT}; 0 where there is none. */
  readonly worstGap: number;
}

/** Smaller bins are off by chance. */
export const LEAST_COUNT = 150;
const BINS = 10;

export function calibrationOf(forecasts: readonly Forecast[]): Calibration {
  const bins = Array.from({ length: BINS }, (_, bin) =>
    binOf(
      bin,
      forecasts.filter(({ probability }) => indexOf(probability) === bin),
    ),
  ).filter(({ count }) => count > 0);
  const weighted = bins.reduce((sum, { gap, count }) => sum + Math.abs(gap) * count, 0);
  const large = bins.filter(({ count }) => count >= LEAST_COUNT);
  return {
    bins,
    meanGap: weighted / forecasts.length,
    worstGap: Math.max(0, ...large.map(({ gap }) => Math.abs(gap))),
  };
}

function binOf(bin: number, forecasts: readonly Forecast[]): CalibrationBin {
  const count = forecasts.length;
  const estimated = forecasts.reduce((sum, { probability }) => sum + probability, 0) / count;
  const observed = forecasts.filter(({ cameTrue }) => cameTrue).length / count;
  return {
    from: bin / BINS,
    to: (bin + 1) / BINS,
    count,
    estimated,
    observed,
    gap: estimated - observed,
  };
}

function indexOf(probability: number): number {
  return Math.min(BINS - 1, Math.floor(probability * BINS));
}
