import type { ServiceDatabase } from '../testing/index.js';
import { serviceDatabase } from '../testing/index.js';
import {
  findPreference,
  forgetPreference,
  keepPreference,
  optOut,
} from './postgres-customer-preferences.js';
import { PostgresSuppressedAddresses } from './postgres-suppressed-addresses.js';

const KEY = 'chicken-vindaloo-chicken-vindaloo';
const JOHN = 'John@ftgo.example';

let service: ServiceDatabase;
beforeAll(async () => {
  service = await serviceDatabase();
});
afterAll(() => service.drop());

describe('the suppression list', () => {
  const list = (key = KEY) => new PostgresSuppressedAddresses(service.database, key);

  it('knows an address again however it is written, on its own channel', async () => {
    await list().suppress('EMAIL', JOHN, 'BOUNCED');
    await list().suppress('SMS', '+1 510 555 0100', 'OPTED_OUT');
    expect(await list().causeFor('EMAIL', ' john@FTGO.example')).toBe('BOUNCED');
    expect(await list().causeFor('SMS', '+15105550100')).toBe('OPTED_OUT');
    expect(await list().causeFor('SMS', JOHN)).toBeUndefined();
    expect(await list().causeFor('EMAIL', 'jane@ftgo.example')).toBeUndefined();
  });

  it('keeps no address, and tells nothing without its key (I8)', async () => {
    const rows = await service.database.query(
      `select *, encode(digest, 'escape') as read from suppressed_address`,
    );
    expect(rows).not.toHaveLength(0);
    expect(JSON.stringify(rows)).not.toMatch(/john|ftgo|5550100/i);
    expect(
      await list('another-key-another-key-another-key').causeFor('EMAIL', JOHN),
    ).toBeUndefined();
  });

  it('takes the latest cause, but leaves an opt-out what it is', async () => {
    await list().suppress('EMAIL', JOHN, 'COMPLAINED');
    expect(await list().causeFor('EMAIL', JOHN)).toBe('COMPLAINED');
    await list().suppress('SMS', '+15105550100', 'BOUNCED');
    expect(await list().causeFor('SMS', '+15105550100')).toBe('OPTED_OUT');
  });

  it('is left again', async () => {
    expect(await list().lift('SMS', '+15105550100')).toBe(true);
    expect(await list().lift('SMS', '+15105550100')).toBe(false);
    expect(await list().causeFor('SMS', '+15105550100')).toBeUndefined();
  });
});

describe('a customer’s preference', () => {
  it('is what was said last, until it is forgotten', async () => {
    expect(await findPreference(service.database, 7)).toBeUndefined();
    await keepPreference(service.database, { consumerId: 7, wanted: ['SMS'], changedBy: 'jane' });
    await keepPreference(service.database, { consumerId: 7, wanted: [], changedBy: 'jane' });
    expect(await findPreference(service.database, 7)).toMatchObject({ wanted: [], refused: [] });
    expect(await forgetPreference(service.database, 7)).toBe(true);
    expect(await forgetPreference(service.database, 7)).toBe(false);
  });

  it('loses a channel by an opt-out, once however often, and gets none for it', async () => {
    await optOut(service.database, 8, 'EMAIL');
    await optOut(service.database, 8, 'EMAIL');
    expect(await findPreference(service.database, 8)).toMatchObject({
      wanted: null,
      refused: ['EMAIL'],
      changedBy: 'customer',
    });
    await optOut(service.database, 8, 'SMS');
    expect(await findPreference(service.database, 8)).toMatchObject({ refused: ['EMAIL', 'SMS'] });
  });

  it('may be said anew after an opt-out', async () => {
    await keepPreference(service.database, { consumerId: 8, wanted: ['EMAIL'], changedBy: 'jane' });
    expect(await findPreference(service.database, 8)).toMatchObject({
      wanted: ['EMAIL'],
      refused: [],
    });
  });
});
