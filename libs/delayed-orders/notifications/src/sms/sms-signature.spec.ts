import { SmsSignature } from './sms-signature.js';

const signature = new SmsSignature('12345');
/** The example of the provider's own documentation. */
const URL = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const FIELDS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const SIGNED = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';

describe('SmsSignature', () => {
  it('signs as the provider does', () => {
    expect(signature.sign(URL, FIELDS)).toBe(SIGNED);
    expect(signature.isGood(URL, FIELDS, SIGNED)).toBe(true);
  });

  it.each([
    ['another address', `${URL}3`, FIELDS, SIGNED],
    ['a field more', URL, { ...FIELDS, MessageStatus: 'delivered' }, SIGNED],
    ['another signature', URL, FIELDS, SIGNED.replace('R', 'S')],
    ['none', URL, FIELDS, ''],
  ])('refuses %s', (_what, url, fields, given) => {
    expect(signature.isGood(url, fields, given)).toBe(false);
  });
});
