import { smtpServer } from './smtp-server.js';

describe('smtpServer', () => {
  it('reads host and port', () => {
    expect(smtpServer('smtp://127.0.0.1:2525')).toEqual({
      host: '127.0.0.1',
      port: 2525,
      secure: false,
    });
  });

  it.each([
    ['smtp://mail.ftgo.example', 587, false],
    ['smtps://mail.ftgo.example', 465, true],
  ])('fills in the usual port of %s', (url, port, secure) => {
    expect(smtpServer(url)).toMatchObject({ port, secure });
  });

  it('decodes user and password', () => {
    expect(smtpServer('smtp://desk%40ftgo.example:a%2Fb@mail.ftgo.example')).toMatchObject({
      user: 'desk@ftgo.example',
      password: 'a/b',
    });
  });

  it('takes the brackets off an IPv6 address', () => {
    expect(smtpServer('smtp://[::1]:2525').host).toBe('::1');
  });
});
