import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ContactEndpoint } from '../faults/contact-endpoint.js';
import { CONSUMERS, CONTACT_ENDPOINT } from '../tokens.js';
import type { Consumers } from './consumers.js';
import { CreateConsumerRequest, readBody, readLong } from './request-bodies.js';

/** `/consumers`, as FTGO has it; `GET` tells contact data too and is where contact faults fall. */
@Controller('consumers')
export class ConsumersController {
  constructor(
    @Inject(CONSUMERS) private readonly consumers: Consumers,
    @Inject(CONTACT_ENDPOINT) private readonly contacts: ContactEndpoint,
  ) {}

  @Post()
  @HttpCode(200)
  async create(@Body() body: unknown): Promise<{ consumerId: number }> {
    return { consumerId: await this.consumers.create(readBody(CreateConsumerRequest, body)) };
  }

  @Get(':consumerId')
  async find(
    @Param('consumerId') consumerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | string> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const answer = await this.contacts.answer(readLong(consumerId, 'consumerId'), gone.signal);
    if (typeof answer === 'string') reply.type('text/html');
    return answer;
  }
}
