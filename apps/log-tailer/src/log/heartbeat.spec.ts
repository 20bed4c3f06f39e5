import { readHeartbeat } from './heartbeat.js';

const read = (text: string): number | undefined => readHeartbeat(Buffer.from(text));

describe('a heartbeat', () => {
  it('tells when it was sent', () => {
    expect(read('{"ts_ms":1791052800000}')).toBe(1_791_052_800_000);
  });

  it.each(['', 'vindaloo', '{}', 'null', '{"ts_ms":"soon"}', '{"ts_ms":-1}', '{"ts_ms":1.5}'])(
    'is not %j, which another program may have written',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});
