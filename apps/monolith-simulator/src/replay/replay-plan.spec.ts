import { monolithMoments, replayClock } from '@ftgo/monolith-traces';
import { BadControlRequestError, readControl } from '../simulator-control.errors.js';
import { UnreadBody } from '../ftgo/unread-body.js';
import {
  chickenVindaloo,
  forgottenOrder,
  minute,
  planOf,
  traceFromAjanta,
} from '../testing/mothers.js';
import { ReplayOptions } from './replay-options.js';
import { orderOf, restaurantOf } from './replay-plan.js';

const trace = traceFromAjanta([chickenVindaloo(), forgottenOrder()]);

describe('planReplay', () => {
  it('begins five minutes before the first order, at a minute a second', () => {
    const { businessFrom, clock } = planOf(trace);
    expect(businessFrom).toEqual(minute(-5));
    expect(clock.segments[0]).toEqual({ realOffsetMs: 0, businessFrom: minute(-5), rate: 60 });
  });

  it('runs at the speed that was asked for', () => {
    expect(planOf(trace, { speed: 900 }).clock).toEqual(replayClock(trace, { speed: 900 }));
    expect(planOf(trace, { speed: null }).clock).toEqual(replayClock(trace, { speed: 60 }));
  });

  it('replays every moment of the trace', () => {
    expect(planOf(trace).moments).toEqual(monolithMoments(trace));
  });

  it('is another one each time', () => {
    expect(planOf(trace).replayId).not.toBe(planOf(trace).replayId);
  });

  it("finds the trace's orders and restaurants by its ids", () => {
    expect(orderOf(planOf(trace), 'vindaloo')).toEqual(chickenVindaloo());
    expect(restaurantOf(planOf(trace), '1').name).toBe('Ajanta');
    expect(() => orderOf(planOf(trace), 'haggis')).toThrow(RangeError);
    expect(() => restaurantOf(planOf(trace), '2')).toThrow(RangeError);
  });
});

describe('the options of a replay', () => {
  it('want a trace and have a default for all else', () => {
    expect(readControl(ReplayOptions, { traceFile: 'orders.csv' })).toEqual({
      traceFile: 'orders.csv',
      stepped: false,
      fresh: false,
      withoutEmailEvery: 0,
      unknownEvery: 0,
    });
  });

  it.each([
    [{}, 'traceFile'],
    [{ traceFile: 'x', speed: 0 }, 'speed'],
    [{ traceFile: 'x', speed: 100_001 }, 'speed'],
    [{ traceFile: 'x', limit: 0 }, 'limit'],
    [{ traceFile: 'x', unknownEvery: -1 }, 'unknownEvery'],
    [{ traceFile: 'x', stepd: true }, 'stepd'],
  ])('refuse %j and name what is wrong', (body, name) => {
    expect(() => readControl(ReplayOptions, body)).toThrow(BadControlRequestError);
    expect(() => readControl(ReplayOptions, body)).toThrow(name);
  });

  it('are missed when there is no body, or one that is no JSON', () => {
    expect(() => readControl(ReplayOptions, undefined)).toThrow('traceFile');
    expect(() => readControl(ReplayOptions, new UnreadBody(400, 'the body is not JSON'))).toThrow(
      'the body is not JSON',
    );
  });
});
