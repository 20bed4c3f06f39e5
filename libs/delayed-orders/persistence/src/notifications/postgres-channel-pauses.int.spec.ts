import {
  isPaused,
  pauseChannel,
  pausedChannels,
  resumeChannel,
} from './postgres-channel-pauses.js';
import type { ServiceDatabase } from '../testing/index.js';
import { serviceDatabase } from '../testing/index.js';

describe('the pause of a channel', () => {
  let service: ServiceDatabase;

  beforeAll(async () => {
    service = await serviceDatabase();
  });
  afterAll(() => service.drop());

  it('lasts from when it is paused until it is resumed, and tells by whom and why', async () => {
    const { database } = service;
    expect(await isPaused(database, 'EMAIL')).toBe(false);
    const by = { note: 'the relay is being moved', pausedBy: 'jane' };
    expect(await pauseChannel(database, 'EMAIL', by)).toBe(true);
    const again = { note: 'me too', pausedBy: 'john' };
    expect(await pauseChannel(database, 'EMAIL', again)).toBe(false);
    expect(await isPaused(database, 'EMAIL')).toBe(true);
    expect(await pausedChannels(database)).toMatchObject([{ channel: 'EMAIL', ...by }]);
    expect(await resumeChannel(database, 'EMAIL')).toBe(true);
    expect(await resumeChannel(database, 'EMAIL')).toBe(false);
    expect(await isPaused(database, 'EMAIL')).toBe(false);
  });
});
