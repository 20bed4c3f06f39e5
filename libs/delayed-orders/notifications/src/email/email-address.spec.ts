import { plainDomain, usableEmailAddress } from './email-address.js';

const unusable: readonly (readonly [what: string, address: string])[] = [
  ['nothing', ''],
  ['no @', 'john.example.com'],
  ['two @', 'john@example.com@evil.example'],
  ['a line break and a header', 'john@example.com\r\nBcc: evil@evil.example'],
  ['a bare line feed', 'john@example.com\n'],
  ['a comma and a second address', 'john@example.com,evil@evil.example'],
  ['a comma in the local part', 'john,evil@example.com'],
  ['a semicolon', 'john;evil@example.com'],
  ['a quoted local part', '"john evil"@example.com'],
  ['a quoted local part that hides an address', '"evil@evil.example x"@example.com'],
  ['angle brackets', '<john@example.com>'],
  ['a name before the address', 'John <john@example.com>'],
  ['a comment', 'john(comment)@example.com'],
  ['a space in front', ' john@example.com'],
  ['a group', 'friends:john@example.com;'],
  ['source routing by percent', 'john%evil.example@example.com'],
  ['a null character', 'john\0@example.com'],
  ['a letter outside ASCII before the @', 'jöhn@example.com'],
  ['a reading-direction override', 'john@exa\u202emple.com'],
  ['two dots', 'john..doe@example.com'],
  ['a dot at the start', '.john@example.com'],
  ['an empty label', 'john@example..com'],
  ['a label that starts with a hyphen', 'john@-example.com'],
  ['an address literal', 'john@[127.0.0.1]'],
  ['an IP address', 'john@127.0.0.1'],
  ['a number, which URLs read as an IP address', 'john@2130706433'],
  ['an escape in the domain', 'john@example%2ecom'],
  ['a full-width dot that URLs would read as a dot', 'john@example\uff0ecom'],
  ['a local part over 64 characters', `${'j'.repeat(65)}@example.com`],
  [
    'over 254 characters',
    `john@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(70)}.com`,
  ],
  ['ten megabytes', `${'@'.repeat(10_000_000)}`],
];

describe('usableEmailAddress', () => {
  it('takes addresses as people have them', () => {
    for (const address of [
      'john@example.com',
      "john.o'doe+ftgo@mail.example.co.uk",
      'JOHN_DOE-1@example.com',
      'j@localhost',
    ]) {
      expect(usableEmailAddress(address)).toBe(address);
    }
  });

  it.each(unusable)('refuses %s', (_, address) => {
    expect(usableEmailAddress(address)).toBeUndefined();
  });

  it('writes an internationalised domain in ASCII, so that a look-alike shows', () => {
    expect(usableEmailAddress('john@bücher.example')).toBe('john@xn--bcher-kva.example');
    expect(usableEmailAddress('john@한국.example')).toBe('john@xn--3e0b707e.example');
    expect(usableEmailAddress('john@exаmple.com')).toMatch(/^john@xn--/);
  });

  it('writes the domain in lower case and leaves the mailbox as it is', () => {
    expect(usableEmailAddress('John@EXAMPLE.com')).toBe('John@example.com');
  });
});

describe('plainDomain', () => {
  it('takes a domain name and nothing else', () => {
    expect(plainDomain('ftgo.example')).toBe('ftgo.example');
    expect(plainDomain('ftgo.example\r\nX: y')).toBeUndefined();
    expect(plainDomain('ftgo.example>')).toBeUndefined();
  });
});
