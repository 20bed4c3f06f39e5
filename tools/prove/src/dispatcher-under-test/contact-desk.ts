import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address of a customer at the contact desk. */
export const addressOf = (consumerId: number): string => `customer-${consumerId}@ftgo.example`;

/** Answers for the monolith who a customer is: everybody has an address, made of the number. */
export class ContactDesk {
  private constructor(private readonly server: Server) {}

  static async open(): Promise<ContactDesk> {
    const server = createServer(({ url = '' }, response) => {
      const consumerId = Number(url.split('/').at(-1));
      const name = { firstName: 'Mary', lastName: 'Smith' };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ consumerId: 0, name, email: addressOf(consumerId), locale: 'en' }),
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ContactDesk(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
