import { consumerId } from '@ftgo/delayed-orders-domain';

import { contactUrl } from './contact-url.js';

const seven = consumerId(7);

describe('contactUrl', () => {
  it("puts the customer's number into the path", () => {
    expect(contactUrl('http://monolith:8081', '/consumers/{consumerId}')(seven).href).toBe(
      'http://monolith:8081/consumers/7',
    );
  });

  it('keeps the path that the monolith lives under', () => {
    expect(contactUrl('https://ftgo.example/api/', '/user/{consumerId}/contact')(seven).href).toBe(
      'https://ftgo.example/api/user/7/contact',
    );
  });

  it('refuses what is no plain web address, without repeating it', () => {
    for (const base of [
      '',
      'monolith',
      'file:///etc',
      'http://u:secret@monolith',
      'http://m/?a=secret',
    ]) {
      expect(() => contactUrl(base, '/consumers/{consumerId}')).toThrow(
        new TypeError('the monolith must have an http or https address without user and query'),
      );
    }
  });

  it('refuses a path without a place for the number', () => {
    for (const path of ['', '/consumers/7', 'consumers/{consumerId}']) {
      expect(() => contactUrl('http://monolith', path)).toThrow(TypeError);
    }
  });
});
