/** How much is remembered of each; what was changed longest ago is forgotten first. */
export interface EstimateRoom {
  readonly restaurants: number;
  readonly couriers: number;
  readonly customers: number;
  readonly areas: number;
  /** Open orders whose rows are being gathered to learn from; others are estimated all the same. */
  readonly trackedOrders: number;
}

/** What an estimate state was begun with. */
export interface EstimateSettings {
  /** An order counts as late when it is delivered more than so many minutes after its promise. */
  readonly lateAfterMinutes: number;
  readonly room: EstimateRoom;
}

export const DEFAULT_ESTIMATE_SETTINGS: EstimateSettings = {
  lateAfterMinutes: 0,
  room: {
    restaurants: 2_000,
    couriers: 2_000,
    customers: 3_000,
    areas: 300,
    trackedOrders: 300,
  },
};
