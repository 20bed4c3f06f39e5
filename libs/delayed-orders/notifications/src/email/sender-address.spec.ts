import { senderAddress } from './sender-address.js';

describe('senderAddress', () => {
  it('reads an address with or without a name', () => {
    expect(senderAddress('no-reply@ftgo.example')).toEqual({
      name: '',
      address: 'no-reply@ftgo.example',
    });
    expect(senderAddress('FTGO 배달 <no-reply@ftgo.example>')).toEqual({
      name: 'FTGO 배달',
      address: 'no-reply@ftgo.example',
    });
  });

  it('refuses anything else without repeating it', () => {
    for (const text of [
      '',
      'secret',
      'a@b@c',
      'FTGO <a@b.example',
      'a@b.example\r\nBcc: c@d.example',
    ]) {
      expect(() => senderAddress(text)).toThrow(
        new TypeError('from must be an address such as FTGO <no-reply@ftgo.example>'),
      );
    }
  });
});
