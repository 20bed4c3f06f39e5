import { connect } from './index.js';
import { dropLink } from './drop-link.js';
import { captureLogger, eventually, TcpProxy, testBrokerUrl } from './testing/index.js';

describe('dropLink', () => {
  it('makes the connection anew also out of a black hole, where no goodbye is answered (I11)', async () => {
    const proxy = await TcpProxy.open(testBrokerUrl());
    const { logger } = captureLogger();
    const connection = await connect({ url: proxy.url, name: 'platform-test' }, logger);
    await eventually(() => expect(connection.connected).toBe(true));
    proxy.set('hole');
    dropLink(connection, 'nothing was consumed');
    await eventually(() => expect(connection.connected).toBe(false));
    proxy.set('pass');
    await eventually(() => expect(connection.connected).toBe(true));
    await connection.managedConnection.close();
    await proxy.close();
  });

  it('does nothing while there is no connection', async () => {
    const { logger } = captureLogger();
    const connection = await connect({ url: testBrokerUrl(), name: 'platform-test' }, logger);
    expect(() => dropLink(connection, 'nothing to drop')).not.toThrow();
    await connection.managedConnection.close();
    expect(() => dropLink(connection, 'nothing to drop')).not.toThrow();
  });
});
