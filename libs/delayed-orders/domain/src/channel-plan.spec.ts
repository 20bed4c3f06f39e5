import { channelsFor, DEFAULT_CHANNEL_PLAN } from './channel-plan.js';
import type { ChannelPlan, ChannelPreference } from './channel-plan.js';
import type { Channel } from './notification.js';

const plan: ChannelPlan = {
  ...DEFAULT_CHANNEL_PLAN,
  CUSTOMER: { ...DEFAULT_CHANNEL_PLAN.CUSTOMER, UNDELIVERABLE: ['EMAIL', 'SMS'], RECOVERED: [] },
};

const wanting = (...wanted: Channel[]): ChannelPreference => ({ wanted, refused: [] });

describe('channelsFor', () => {
  it('follows the plan, condition by condition', () => {
    expect(channelsFor(plan, 'CUSTOMER', 'LATE')).toEqual(['EMAIL']);
    expect(channelsFor(plan, 'CUSTOMER', 'UNDELIVERABLE')).toEqual(['EMAIL', 'SMS']);
    expect(channelsFor(plan, 'SUBSCRIBER', 'LATE')).toEqual([]);
  });

  it('lets the customer choose how they hear, and that they hear nothing', () => {
    expect(channelsFor(plan, 'CUSTOMER', 'LATE', wanting('SMS'))).toEqual(['SMS']);
    expect(channelsFor(plan, 'CUSTOMER', 'LATE', wanting())).toEqual([]);
  });

  it('leaves out what the customer has opted out of, and puts nothing in its place', () => {
    const refusing: ChannelPreference = { wanted: null, refused: ['EMAIL'] };
    expect(channelsFor(plan, 'CUSTOMER', 'LATE', refusing)).toEqual([]);
    expect(channelsFor(plan, 'CUSTOMER', 'UNDELIVERABLE', refusing)).toEqual(['SMS']);
  });

  it('is silent where the plan is, whatever the customer likes to read by', () => {
    expect(channelsFor(plan, 'CUSTOMER', 'RECOVERED', wanting('SMS'))).toEqual([]);
  });

  it('asks no customer how customer service hears', () => {
    expect(channelsFor(plan, 'CUSTOMER_SERVICE', 'LATE', wanting('SMS'))).toEqual(['EMAIL']);
  });
});
