import { mayReceive } from './allowed-recipients.js';

const JOHN = 'john@ftgo.example';

describe('who may receive anything at all', () => {
  it('is everybody, or nobody', () => {
    expect(mayReceive('everybody', 'EMAIL', JOHN)).toBe(true);
    expect(mayReceive('nobody', 'EMAIL', JOHN)).toBe(false);
  });

  it.each([
    [['ftgo.example'], JOHN, true],
    [['FTGO.example'], 'John@ftgo.EXAMPLE', true],
    [[JOHN], JOHN, true],
    [[JOHN], 'jane@ftgo.example', false],
    [['ftgo.example'], 'john@mail.ftgo.example', false],
    [['ftgo.example'], 'john@notftgo.example', false],
    [['ftgo.example'], 'john@ftgo.example.evil.example', false],
    [['ftgo.example', 'test.example'], 'john@test.example', true],
  ])('is %j: %s is %p', (allowed, address, expected) => {
    expect(mayReceive(allowed, 'EMAIL', address)).toBe(expected);
  });

  it('names numbers for SMS', () => {
    const allowed = ['ftgo.example', '+15105550100'];
    expect(mayReceive(allowed, 'SMS', '+1 (510) 555-0100')).toBe(true);
    expect(mayReceive(allowed, 'SMS', '+15105550101')).toBe(false);
    expect(mayReceive(allowed, 'SMS', 'no number')).toBe(true);
  });

  it('says nothing of systems, unless it is nobody', () => {
    expect(mayReceive(['ftgo.example'], 'CASE', 'delayed-orders')).toBe(true);
    expect(mayReceive('nobody', 'WEBHOOK', 'https://partner.example')).toBe(false);
  });

  it('leaves what is no address to the sender, which names the cause', () => {
    expect(mayReceive(['ftgo.example'], 'EMAIL', 'no address')).toBe(true);
    expect(mayReceive(['ftgo.example'], 'EMAIL', '"a@b"@ftgo.example')).toBe(true);
  });
});
