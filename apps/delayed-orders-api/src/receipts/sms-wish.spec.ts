import { wishOf } from './sms-wish.js';

describe('wishOf', () => {
  it.each(['STOP', ' stop. ', 'Stop all', 'UNSUBSCRIBE', 'ＳＴＯＰ', '수신 거부', '그만!'])(
    'takes %j for the end of all SMS',
    (reply) => expect(wishOf(reply)).toBe('stop'),
  );

  it.each(['START', 'unstop', '수신동의'])('takes %j for their return', (reply) =>
    expect(wishOf(reply)).toBe('start'),
  );

  it.each(['', 'Please don’t stop!', 'Where is my Chicken Vindaloo?', 'stopping by at 7'])(
    'takes %j for neither',
    (reply) => expect(wishOf(reply)).toBeUndefined(),
  );
});
