import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { at } from './testing/evidence.js';
import { Simulator } from './simulator.js';

describe('the controls of the simulator', () => {
  let server: Server;
  let simulator: Simulator;
  let asked: string[];
  let answer: { status: number; text: string };
  beforeEach(async () => {
    asked = [];
    answer = { status: 200, text: '{}' };
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push([request.method, request.url, body].filter(Boolean).join(' '));
        response.statusCode = answer.status;
        response.end(answer.text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    simulator = new Simulator(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('ask for what they are told', async () => {
    await simulator.replay({ traceFile: 'dinner.csv', limit: 5, stepped: true });
    await simulator.advance(new Date(at('18:30')), true);
    await simulator.progress();
    await simulator.orders();
    expect(asked).toEqual([
      'POST /simulator/replay {"traceFile":"dinner.csv","limit":5,"stepped":true}',
      `POST /simulator/replay/advance {"to":"${at('18:30')}","onePerOrder":true}`,
      'GET /simulator/replay',
      'GET /simulator/orders',
    ]);
  });

  it('give the answer as it is', async () => {
    answer = { status: 200, text: '{"applied":3,"remaining":1}' };
    expect(await simulator.advance(new Date(0), false)).toEqual({ applied: 3, remaining: 1 });
  });

  it.each([
    [400, '{"message":"no such trace"}'],
    [500, 'burnt'],
    [503, ''],
  ])('fail with what was asked and why when the answer is %i (I12)', async (status, text) => {
    answer = { status, text };
    const expected = `simulator POST replay: ${status} ${text}`;
    await expect(simulator.replay({ traceFile: 'dinner.csv' })).rejects.toThrow(expected);
  });
});
