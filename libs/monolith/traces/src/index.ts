export type { Trace, TraceOrder, TraceRestaurant } from './trace.js';
export { TraceError, formatTraceProblem, type TraceProblem } from './trace.errors.js';
export { traceOf } from './trace-of.js';
export { firstOrders } from './first-orders.js';
export { summarizeTrace, type TraceSummary } from './trace-summary.js';
export { readTrace, restaurantsPath, writeTrace, type ReadTraceOptions } from './trace-files.js';
export { TRACE_COLUMNS, TRACE_RESTAURANT_COLUMNS } from './format/trace-columns.js';
export { parseTrace } from './format/parse-trace.js';
export { parseTraceRestaurants } from './format/parse-trace-restaurants.js';
export { formatTrace } from './format/format-trace.js';
export { formatTraceRestaurants } from './format/format-trace-restaurants.js';
export type { CancelledBy, OrderStage, TraceMoment } from './replay/trace-moment.js';
export { cancelledByOf, monolithMoments } from './replay/monolith-moments.js';
export { Numbering } from './replay/numbering.js';
export { traceNumbers, type TraceNumbers } from './replay/trace-numbers.js';
export { closingAfter, isOpenAt, openingAfter } from './replay/restaurant-hours.js';
export { LEAD_IN_MINUTES, replayStart } from './replay/replay-start.js';
export {
  businessAt,
  realAt,
  replayClock,
  replayDurationMs,
  speedFor,
  type ReplayClock,
  type ReplayOptions,
  type ReplaySegment,
} from './replay/replay-clock.js';
export {
  MADE_TIME_ZONE,
  MADE_TRACE_DEFAULTS,
  madeTrace,
  type MadeTraceOptions,
} from './made/made-trace.js';
export { MADE_MISHAPS } from './made/mishaps.js';
export { PUBLISHED_FIGURES, type QuantilePoint } from './made/published-figures.js';
export type { ImportChange, ImportedTrace } from './importers/imported-trace.js';
export { importWolt } from './importers/import-wolt.js';
export { BAY_AREA_ANCHOR, importBayArea } from './importers/import-bay-area.js';
