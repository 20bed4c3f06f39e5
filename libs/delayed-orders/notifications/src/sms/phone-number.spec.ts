import { usablePhoneNumber } from './phone-number.js';

describe('usablePhoneNumber', () => {
  it.each([
    ['+15105550100', '+15105550100'],
    [' +1 (510) 555-0100 ', '+15105550100'],
    ['+82 10-1234-5678', '+821012345678'],
  ])('takes %j for %s', (text, number) => expect(usablePhoneNumber(text)).toBe(number));

  it.each([
    ...['', '5105550100', '0015105550100', '+05105550100', '+1510', '+1510555010012345'],
    ...['+15105550100,+15105550101', '+15105550100\n', '+1510555O100', 'john@ftgo.example'],
    '+1510555０１００',
  ])('takes %j for none', (text) => {
    const number = usablePhoneNumber(text);
    // A line break at the end is trimmed away; nothing else is guessed.
    expect(number).toBe(text.endsWith('\n') ? '+15105550100' : undefined);
  });
});
