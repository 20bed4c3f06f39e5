import { join } from 'node:path';
import { InstanceRecord } from './instance-record.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { findErlang } from './programs.mjs';
import { PostgresServer, startPostgres } from './postgres-server.mjs';
import { RabbitmqServer, startRabbitmq } from './rabbitmq-server.mjs';
import { amqpAnswers, postgresAnswers } from './wire-checks.mjs';

/** The checkout's own PostgreSQL and RabbitMQ in `.local/`, found again by later runs. */
export class LocalServices {
  constructor(localFolder) {
    this.postgresFolder = join(localFolder, 'postgres');
    this.rabbitmqFolder = join(localFolder, 'rabbitmq');
    this.summaryFile = join(localFolder, 'services.json');
  }

  /** A running PostgreSQL of an earlier run when it answers, else a new and empty one. */
  async ensurePostgres({ bin, abort }) {
    const found = await this.findPostgres();
    if (found) return { server: found, reused: true };
    await new InstanceRecord(this.postgresFolder).wipe();
    return {
      server: await startPostgres({ folder: this.postgresFolder, bin, abort }),
      reused: false,
    };
  }

  /** A running RabbitMQ of an earlier run when it answers, else a new and empty one. */
  async ensureRabbitmq({ sbin, abort }) {
    const found = await this.findRabbitmq();
    if (found) return { server: found, reused: true };
    await new InstanceRecord(this.rabbitmqFolder).wipe();
    return {
      server: await startRabbitmq({ folder: this.rabbitmqFolder, sbin, abort }),
      reused: false,
    };
  }

  /** The running PostgreSQL, or null. */
  async findPostgres() {
    const server = new PostgresServer({ folder: this.postgresFolder });
    return server.pid && (await postgresAnswers({ port: server.port })) ? server : null;
  }

  /** The running RabbitMQ, or null. */
  async findRabbitmq() {
    const server = new RabbitmqServer({ folder: this.rabbitmqFolder, erlang: findErlang() });
    return server.pid && (await amqpAnswers({ port: server.ports.amqp })) ? server : null;
  }

  /** Drops what `services.json` says of servers that no longer run, such as that they be kept. */
  async forgetIfGone() {
    if ((await this.findPostgres()) ?? (await this.findRabbitmq())) return;
    const { compose } = this.summary();
    writeJson(this.summaryFile, { compose });
  }

  /** Writes `.local/services.json`, the summary for people and tools. */
  summarise(facts) {
    writeJson(this.summaryFile, { ...this.summary(), ...facts });
  }

  /** What `services.json` says; an empty object when there is none. */
  summary() {
    return readJson(this.summaryFile) ?? {};
  }

  /** Kills both servers and removes their folders. Nothing in them is meant to last. Idempotent. */
  async wipe() {
    await Promise.all([
      new InstanceRecord(this.postgresFolder).wipe(),
      new InstanceRecord(this.rabbitmqFolder).wipe(),
    ]);
    writeJson(this.summaryFile, {});
  }
}
