import { isCallable, isPublicAddress } from './guarded-agent.js';

const callable = (text: string): boolean => URL.canParse(text) && isCallable(new URL(text));

describe('a webhook may reach', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '0.0.0.0', '255.255.255.255'],
    ...['100.64.0.1', '169.254.169.254', '224.0.0.1', '240.0.0.1', '192.0.0.1', '198.18.0.1'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:10.0.0.1'],
    ...['::ffff:127.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1', 'vindaloo'],
  ])('not %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    'https://partner.example/hooks',
    'https://partner.example:8443/',
    'https://93.184.216.34/',
  ])('the address %s', (url) => expect(callable(url)).toBe(true));

  it.each([
    ...['http://partner.example/', 'https://partner.example:25/', 'ftp://partner.example/'],
    ...['https://john:secret@partner.example/', 'https://partner.example/#x', 'file:///etc/passwd'],
    // The same loopback: decimal, octal, hexadecimal, short, in IPv6.
    ...['https://2130706433/', 'https://0177.0.0.1/', 'https://0x7f.1/', 'https://127.1/'],
    ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/latest'],
  ])('not the address %s', (url) => expect(callable(url)).toBe(false));
});
