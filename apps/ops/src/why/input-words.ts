import type { EstimateExplanation, EstimateInput } from '@ftgo/delayed-orders-domain';

const MOST_TOLD = 5;
/** What adds less than this to the log-odds does nothing that anybody could see. */
const LEAST_CONTRIBUTION = 0.005;

/**
 * The inputs that did most, a line each: + speaks for being late, - against it, in log-odds against
 * an order that is usual in this. What was unknown counted as usual and did nothing.
 */
export function inputLines({ inputs }: EstimateExplanation): string[] {
  return inputs
    .filter(({ contribution }) => Math.abs(contribution) >= LEAST_CONTRIBUTION)
    .slice(0, MOST_TOLD)
    .map(({ input, value, contribution }) => {
      const sign = contribution < 0 ? '-' : '+';
      const said = value === undefined ? 'not known, counts as usual' : INPUT_WORDS[input](value);
      return `${sign} ${Math.abs(contribution).toFixed(2)}  ${said} (${input})`;
    });
}

const times = (logRatio: number): string => `${Math.exp(logRatio).toFixed(1)} times as`;

const minutes = (value: number): string => `${Math.abs(value).toFixed(1)} min`;

const longer = (who: string, since = ''): ((value: number) => string) => {
  const from = since === '' ? '' : ` from ${since} on`;
  return (value) =>
    value === 0
      ? `nothing unusual is known of how long ${who} takes${from}`
      : `${who} takes ${minutes(value)} ${value < 0 ? 'less' : 'more'} than usual${from}`;
};

const INPUT_WORDS: Readonly<Record<EstimateInput, (value: number) => string>> = {
  curve: (logit) =>
    `of orders so long in this stage ${Math.round(100 / (1 + Math.exp(-logit)))} % came later than its promise`,
  orderTotal: (log) => `it costs ${times(log)} much as usual`,
  areaSpeed: (log) => `its area sees ${times(log)} many deliveries as expected`,
  feedSpeed: (log) => `there are ${times(log)} many deliveries as expected everywhere`,
  load: (log) => `${times(log)} many orders are open as usual`,
  waitForCourier: (tens) =>
    tens === 0
      ? 'no courier has fetched it yet'
      : `its courier fetched it ${minutes(10 * tens)} after the acceptance`,
  restaurantInTotal: longer('its restaurant'),
  restaurantAfterAcceptance: longer('its restaurant', 'the acceptance'),
  restaurantAfterPickup: longer('its restaurant', 'the pick-up'),
  courier: longer('its courier'),
  customer: longer('the way to this customer'),
  area: longer('its area'),
  promiseLength: (log) => `its promise gave ${times(log)} much time as usual`,
  promiseMissed: (value) =>
    `promises of its length are missed by ${minutes(value)} ${value < 0 ? 'less' : 'more'} than others`,
  isAccepted: (value) => (value === 1 ? 'the restaurant has it' : 'the restaurant has it not'),
  isPickedUp: (value) => (value === 1 ? 'the courier has it' : 'the courier has it not'),
  nearPromise: (near) => `${minutes(5 / near - 5)} are left until it counts as late`,
};
