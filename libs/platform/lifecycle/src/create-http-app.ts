import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { METRICS, NestLogger } from '@ftgo/platform-observability';
import { measureRequests } from './measure-requests.js';

export type NestRoot = Type | DynamicModule;

const MEBIBYTE = 1024 * 1024;

/** Builds a program's HTTP side on Fastify, every request measured; it does not listen yet. */
export async function createHttpApp(
  root: NestRoot,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MEBIBYTE,
    routerOptions: { maxParamLength: 1000 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    // Signatures are of the bytes that came.
    rawBody: true,
  });
  measureRequests(app.getHttpAdapter().getInstance(), app.get<Registry>(METRICS));
  return app;
}
