import { contactAnswer } from './contact-answer.js';
import { JOHN } from './testing/contact-server.js';

const read = (answer: unknown) => contactAnswer(JSON.stringify(answer));

describe('contactAnswer', () => {
  it('reads how to reach a customer, and not the number, which is always 0', () => {
    expect(read(JOHN)).toEqual({
      email: 'john@example.com',
      phone: '+15105550100',
      firstName: 'John',
      locale: 'en',
    });
  });

  it("reads FTGO's real answer, which has a name only", () => {
    expect(read({ consumerId: 0, name: { firstName: 'John', lastName: 'Doe' } })).toEqual({
      email: undefined,
      phone: undefined,
      firstName: 'John',
      locale: 'en',
    });
  });

  it('reads the fields from wherever the monolith puts them', () => {
    const fields = { email: 'contact.mail', phone: 'mobile', firstName: 'given', locale: 'lang' };
    const answer = { contact: { mail: 'john@example.com' }, given: 'John', lang: 'ko-KR' };
    expect(contactAnswer(JSON.stringify(answer), fields)).toEqual({
      email: 'john@example.com',
      phone: undefined,
      firstName: 'John',
      locale: 'ko',
    });
    const elsewhere = { contact: 'john@example.com' };
    expect(() => contactAnswer(JSON.stringify(elsewhere), fields)).toThrow('schema');
  });

  it('takes no field from where every object has one', () => {
    const fields = { email: 'constructor.name', phone: 'a', firstName: 'b', locale: 'c' };
    expect(contactAnswer('{}', fields).email).toBeUndefined();
  });

  it('takes nulls for absent', () => {
    expect(read({ name: null, email: null, phone: null, locale: null })).toEqual({
      email: undefined,
      phone: undefined,
      firstName: undefined,
      locale: 'en',
    });
  });

  it.each([
    ['a line break', 'john@example.com\r\nBcc: evil@evil.example'],
    ['a null character', 'john@example.com\0'],
    ['a line separator', 'john@example.com\u2028'],
    ['over 254 characters', `${'j'.repeat(250)}@example.com`],
    ['nothing but spaces', '  '],
  ])('treats an e-mail with %s as missing', (_, email) => {
    expect(read({ ...JOHN, email })).toMatchObject({ email: undefined, firstName: 'John' });
  });

  it('treats a phone number and a name that cannot be used as missing', () => {
    const answer = { ...JOHN, phone: '1'.repeat(33), name: { firstName: 'John\n' } };

    expect(read(answer)).toMatchObject({ phone: undefined, firstName: undefined });
  });

  it('knows Korean in any spelling, and takes any other locale for English', () => {
    for (const locale of ['ko', 'KO', 'ko-KR', 'ko_KR']) {
      expect(read({ ...JOHN, locale }).locale).toBe('ko');
    }
    for (const locale of ['en', 'de', 'kok', '', 'x'.repeat(1000)]) {
      expect(read({ ...JOHN, locale }).locale).toBe('en');
    }
  });

  it.each([
    ['a list', []],
    ['a text', 'john@example.com'],
    ['a number for an e-mail', { email: 7 }],
    ['a text for a name', { name: 'John' }],
    ['null', null],
  ])('refuses %s, and repeats nothing of it', (_, answer) => {
    expect(() => read(answer)).toThrow(
      expect.objectContaining({ fault: 'schema', message: 'schema' }),
    );
  });

  it('refuses what is not JSON, and repeats nothing of it', () => {
    expect.assertions(2);
    try {
      contactAnswer('john@example.com');
    } catch (error) {
      expect((error as Error).message).toBe('not-json');
      expect((error as Error).cause).toBeUndefined();
    }
  });
});
