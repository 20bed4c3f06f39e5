import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';

/** A request as a program of ours got it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** What it answers: a body as it is when it is a text, else as JSON. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: unknown;
}

/** A real HTTP server in the place of one of the service's programs. */
export interface TinyProgram {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Starts one; an answer that never comes is a promise that never resolves. */
export async function tinyProgram(
  answer: (asked: Asked) => Answer | Promise<Answer>,
): Promise<TinyProgram> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', body };
      asked.push(one);
      void Promise.resolve(answer(one)).then(
        ({ status = 200, type = 'application/json', body: said = {} }) => {
          response.writeHead(status, { 'content-type': type });
          response.end(typeof said === 'string' ? said : JSON.stringify(said));
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An error as our programs answer one (RFC 9457). */
export const problem = (status: number, detail: string): Answer => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', title: 'refused', status, detail },
});
