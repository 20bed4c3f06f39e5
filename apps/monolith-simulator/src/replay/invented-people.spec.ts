import { inventedConsumer, inventedCourier, isEvery } from './invented-people.js';

const thousand = Array.from({ length: 1_000 }, (_, index) => inventedConsumer(index + 1));

describe('inventedConsumer', () => {
  it('makes the same person of the same number', () => {
    expect(inventedConsumer(7)).toEqual(inventedConsumer(7));
    expect(inventedConsumer(7).email).toBe('consumer-7@customers.example');
  });

  it('writes to about half of them in Korean', () => {
    const korean = thousand.filter(({ locale }) => locale === 'ko').length;
    expect(korean).toBeGreaterThan(420);
    expect(korean).toBeLessThan(580);
  });

  it('gives Korean names to those who read Korean, and only to them', () => {
    for (const { firstName, locale } of thousand) {
      expect(/[가-힣]/.test(firstName)).toBe(locale === 'ko');
    }
  });

  it('uses addresses and phone numbers that belong to nobody', () => {
    for (const { email, phone } of thousand) {
      expect(email).toMatch(/@customers\.example$/);
      expect(phone).toMatch(/^\+151055501\d\d$/);
    }
  });

  it('leaves out the address of every n-th', () => {
    expect(inventedConsumer(6, 3).email).toBeNull();
    expect(inventedConsumer(7, 3).email).not.toBeNull();
  });

  it('takes numbers of any size', () => {
    expect(inventedConsumer(999_999_999_999_999).firstName).toEqual(expect.any(String));
  });
});

describe('inventedCourier', () => {
  it('has a number and a name', () => {
    expect(inventedCourier(3)).toEqual({
      id: 3,
      firstName: expect.any(String),
      lastName: expect.any(String),
    });
  });
});

describe('isEvery', () => {
  it.each([
    [10, 5, true],
    [11, 5, false],
    [10, 0, false],
    [10, 1, true],
  ])('%i of every %i: %s', (id, every, expected) => {
    expect(isEvery(id, every)).toBe(expected);
  });
});
