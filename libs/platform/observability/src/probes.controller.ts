import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { Readiness } from './readiness.js';
import { METRICS, READINESS } from './tokens.js';

interface Reply {
  code(status: number): Reply;
  send(body: unknown): unknown;
}

/** `/livez`, `/readyz` and `/metrics` of every program. */
@Controller()
export class ProbesController {
  constructor(
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(METRICS) private readonly metrics: Registry,
  ) {}

  /** Answers as long as the event loop turns; a dependency that is away is no reason to restart. */
  @Get('livez')
  live(): { status: string } {
    return { status: 'alive' };
  }

  /** 200 when every dependency is ready, else 503; the body says which one and since when. */
  @Get('readyz')
  ready(@Res() reply: Reply): void {
    const { ready } = this.readiness;
    reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not ready', dependencies: this.readiness.report() });
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  expose(): Promise<string> {
    return this.metrics.metrics();
  }
}
