import fc from 'fast-check';
import { displayName, greetingName } from './display-name.js';

describe('displayName', () => {
  it('leaves an honest name alone in any script', () => {
    for (const name of ['Ajanta', '명동교자', 'Café Zoë & Söhne', 'مطعم', "Joe's Pizza #2"]) {
      expect(displayName(name)).toBe(name);
    }
  });

  it('clips at 80 characters without cutting one in half', () => {
    const clipped = displayName('🍕'.repeat(10_000)) ?? '';

    expect([...clipped]).toHaveLength(80);
    expect(clipped.endsWith('🍕…')).toBe(true);
  });

  it('takes a name of ten megabytes', () => {
    expect([...(displayName('a'.repeat(10_000_000)) ?? '')]).toHaveLength(80);
  });

  it('takes out overrides of the reading direction', () => {
    expect(displayName('Aj\u202eatna\u2066j\u200fA')).toBe('AjatnajA');
  });

  it('makes one line of many, so that no header can follow', () => {
    expect(displayName('Ajanta\r\nBcc: evil@example.com\u2028x\u0000y\ty')).toBe(
      'Ajanta Bcc: evil@example.com x y y',
    );
  });

  it('takes out what cannot be seen', () => {
    expect(displayName('A\u200bj\u00ada\ufeffn\u{e0041}ta\ue000')).toBe('Ajanta');
  });

  it('leaves one space where something invisible stood between two', () => {
    expect(displayName('A \u202e B')).toBe('A B');
    expect(displayName('A \u200b\t\ufeff\u00a0\ud83c B')).toBe('A B');
  });

  it('shows no control or format character and no two spaces, whatever the name', () => {
    const pieces = fc.constantFrom(
      'A',
      'é',
      ' ',
      '\t',
      '\u00a0',
      '\u202e',
      '\u200b',
      '\u0000',
      '\ud83c',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => {
        const shown = displayName(parts.join('')) ?? '';
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]|\s\s|^\s|\s$/u);
      }),
    );
  });

  it('mends half a surrogate pair', () => {
    expect(displayName('Aj\ud83canta')).toBe('Ajanta');
  });

  it('levels a tower of accents', () => {
    expect([...(displayName(`A${'\u0302\u0303'.repeat(50)}janta`) ?? '')].length).toBeLessThan(12);
  });

  it('finds nothing to show in an empty or invisible name', () => {
    for (const name of ['', '   ', '\u202e', '\r\n']) {
      expect(displayName(name)).toBeUndefined();
    }
  });
});

describe('greetingName', () => {
  it('greets people', () => {
    for (const name of ['John', '길동', 'Mary Jane', 'Anne-Marie', "D'Arcy", 'J. R.', 'José']) {
      expect(greetingName(name)).toBe(name);
    }
  });

  it('greets nobody whose name carries an advertisement', () => {
    for (const name of ['win.example.com', 'Go to https://a.b', 'call 555', 'a@b.test', '$100']) {
      expect(greetingName(name)).toBeUndefined();
    }
  });

  it('greets without a name where there is none', () => {
    expect(greetingName(undefined)).toBeUndefined();
    expect(greetingName('')).toBeUndefined();
  });
});
