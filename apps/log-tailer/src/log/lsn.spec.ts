import { lsnNumber, lsnOf, lsnText } from './lsn.js';

describe('a place in the log', () => {
  it.each([
    ['0/0', 0n],
    ['0/1968E49', 26_644_041n],
    ['16/B374D848', 97_500_059_720n],
    ['FFFFFFFF/FFFFFFFF', 18_446_744_073_709_551_615n],
  ])('is read from PostgreSQL’s %s and written so again', (text, lsn) => {
    expect(lsnOf(text)).toBe(lsn);
    expect(lsnText(lsn)).toBe(text);
  });

  it('is read as the replication library pads it', () => {
    expect(lsnOf('00000016/0374D848')).toBe(lsnOf('16/374D848'));
  });

  it('grows along the log over the border of its two halves', () => {
    expect(lsnOf('1/0') - lsnOf('0/FFFFFFFF')).toBe(1n);
  });

  it('is an exact JSON number for a log of up to 8 PiB', () => {
    const last = 2n ** 53n - 1n;
    expect(lsnNumber(last)).toBe(Number.MAX_SAFE_INTEGER);
    expect(BigInt(lsnNumber(last))).toBe(last);
  });

  it('is refused beyond, since two places would become one', () => {
    expect(() => lsnNumber(2n ** 53n)).toThrow(RangeError);
  });

  it('is refused when it is none', () => {
    expect(() => lsnOf('vindaloo')).toThrow(SyntaxError);
  });
});
