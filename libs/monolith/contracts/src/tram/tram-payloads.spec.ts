import { Id, TRAM_NO_NEWS, TRAM_PAYLOADS } from './tram-payloads.js';

describe("a number of FTGO's", () => {
  it.each([
    [1, 1],
    [1_511_300_065_921, 1_511_300_065_921],
    ['42', 42],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('is %j', (written, id) => expect(Id.parse(written)).toBe(id));

  it.each([
    [0],
    [-1],
    [1.5],
    [2 ** 53],
    ['9007199254740993'],
    ['0'],
    ['042'],
    ['0x2A'],
    ['4.2e1'],
    [' 42'],
    [''],
    [null],
  ])('is not %j', (written) => expect(Id.safeParse(written).success).toBe(false));
});

describe('TRAM_PAYLOADS', () => {
  it.each(Object.entries(TRAM_PAYLOADS))('%s takes no text, list or null', (_, schema) => {
    for (const payload of ['{}', [], null, 42]) {
      expect(schema.safeParse(payload).success).toBe(false);
    }
  });

  it.each(Object.entries(TRAM_PAYLOADS))('%s leaves alone what was added later', (_, schema) => {
    const added = { addedLater: 'ada@example.com', deliveryAddress: { street1: '9 Amazing View' } };
    const told = JSON.stringify(schema.safeParse(added));
    expect(told).not.toContain('ada@example.com');
    expect(told).not.toContain('Amazing');
  });

  it('and the events without news have no name in common', () => {
    expect(Object.keys(TRAM_PAYLOADS).filter((name) => TRAM_NO_NEWS.has(name))).toEqual([]);
  });
});
