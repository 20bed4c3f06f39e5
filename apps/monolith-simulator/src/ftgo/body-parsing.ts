import type { OnModuleInit } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { UnreadBody } from './unread-body.js';

/**
 * Makes bodies be read as late as Spring reads them: by the path that wants one. Paths such as
 * `/orders/{id}/cancel` want none, and whatever is sent to them, even no JSON, is passed over.
 */
export class BodyParsing implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser<string>(
      'application/json',
      { parseAs: 'string' },
      (_request, text, done) => done(null, jsonOf(text)),
    );
    fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, _text, done) =>
      done(null, new UnreadBody(415, 'Content type not supported')),
    );
  }
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return new UnreadBody(400, 'JSON parse error: the body is not JSON');
  }
}
