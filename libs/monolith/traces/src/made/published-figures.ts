/** A point of a distribution: the share of values that are not above `value`. */
export type QuantilePoint = readonly [share: number, value: number];

/**
 * Figures counted on two published sets of real food deliveries; the made trace is drawn to have
 * them, and a test holds it to that. The sets themselves are no part of this project.
 *
 * `stages`: GitHub `sunnyside94/FoodDelivery`, commit 4d4a7c0498ddb4ffbad35a5ff7ca2ad948e74cff,
 * `Deliveries.sql`: one month in three Californian towns; the 9,667 orders for "as soon as
 * possible" created before day 21 12:00, clocks cleaned as `importBayArea` does. Minutes, dollars.
 *
 * `promises`: GitHub `woltapp/data-science-summer-intern-2021`, commit
 * e51e530770016bfc7674521c8436d347fa258d52, `orders_autumn_2020.csv`: Helsinki, the 13,761 orders
 * created before 2020-09-16. Whole minutes.
 */
export const PUBLISHED_FIGURES = {
  stages: {
    createdToAcceptedMinutes: [
      [0.01, 0.17],
      [0.05, 0.28],
      [0.1, 0.43],
      [0.25, 1.17],
      [0.5, 3.02],
      [0.75, 8.3],
      [0.9, 19.05],
      [0.95, 25.02],
      [0.99, 40.32],
    ],
    acceptedToPickedUpMinutes: [
      [0.01, 0.43],
      [0.05, 4.07],
      [0.1, 5.6],
      [0.25, 8.4],
      [0.5, 12.45],
      [0.75, 19.2],
      [0.9, 28.28],
      [0.95, 34.62],
      [0.99, 49.25],
    ],
    pickedUpToDeliveredMinutes: [
      [0.01, 7.4],
      [0.05, 11.3],
      [0.1, 13.3],
      [0.25, 17.3],
      [0.5, 22.67],
      [0.75, 29.93],
      [0.9, 37.6],
      [0.95, 43.13],
      [0.99, 57.97],
    ],
    totalMinutes: [
      [0.01, 21.28],
      [0.05, 26.02],
      [0.1, 28.98],
      [0.25, 34.98],
      [0.5, 43.55],
      [0.75, 54.7],
      [0.9, 66.88],
      [0.95, 75.17],
      [0.99, 92.3],
    ],
    orderTotalDollars: [
      [0.01, 14.16],
      [0.05, 17.15],
      [0.1, 20.08],
      [0.25, 26.06],
      [0.5, 36.99],
      [0.75, 52.76],
      [0.9, 75.55],
      [0.95, 94.9],
      [0.99, 156.37],
    ],
    /** Correlations of the stages' normal scores, over the 7,917 orders with all four times. */
    correlations: {
      acceptedWithPickedUp: -0.07,
      acceptedWithDelivered: -0.07,
      pickedUpWithDelivered: -0.19,
    },
    /** Share of each stage's variance (of normal scores) that lies between restaurants. */
    shareBetweenRestaurants: { accepted: 0.175, pickedUp: 0.106, delivered: 0.065 },
    /** Share of orders whose "driver at restaurant" was never recorded. */
    missingPickedUpShare: 0.174,
    /** Shares of the orders created from 18:00 to 21:30 local time, by half-hours. */
    halfHourShares: [0.202, 0.194, 0.178, 0.165, 0.126, 0.083, 0.053],
    /** Orders created from 18:00 to 21:30: the median evening (p10 230, p90 314). */
    ordersPerEvening: 265,
    /** Share of the orders that the busiest restaurants take, of 285: `[share of restaurants, share of orders]`. */
    restaurantConcentration: [
      [0.01, 0.112],
      [0.05, 0.318],
      [0.1, 0.471],
      [0.2, 0.66],
      [0.5, 0.904],
    ],
    restaurants: 285,
  },
  promises: {
    /** Minutes from the promise to the delivery; negative is early. */
    latenessMinutes: [
      [0.01, -20],
      [0.05, -15],
      [0.1, -12],
      [0.25, -7],
      [0.5, -1],
      [0.75, 5],
      [0.9, 11],
      [0.95, 14],
      [0.99, 21],
    ],
    lateShare: 0.434,
    lateOver10MinutesShare: 0.111,
    /** Correlation of the normal scores of lateness and of the whole duration. */
    latenessWithTotal: 0.7,
    /** Promised minutes: p10 25, p50 33, p90 44. Made promises have this spread about a longer median. */
    promiseLengthToMedian: { p10: 0.76, p90: 1.33 },
    restaurantConcentration: [
      [0.1, 0.461],
      [0.2, 0.647],
      [0.5, 0.909],
    ],
    restaurants: 318,
  },
} as const satisfies Record<string, Record<string, unknown>>;
