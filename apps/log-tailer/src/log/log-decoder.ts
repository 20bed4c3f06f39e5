import type { Pgoutput } from 'pg-logical-replication';
import { PgoutputPlugin } from 'pg-logical-replication';
import type { Client } from 'pg';
import { readColumn } from '../rows/column-value.js';
import type { LogMessage } from './log-message.js';

/**
 * Decodes what the server's plugin `pgoutput` sends.
 *
 * It stands around the library's own decoder, for two reasons. That one is called in the socket's
 * own event: an error thrown there would end the process, so here it becomes a message. And it
 * turns values into what pg makes of them for programs (a `timestamp` into a Date, without its
 * microseconds and in this machine's zone); Debezium's forms need the text.
 */
export class LogDecoder {
  readonly name = 'pgoutput';
  readonly options: Pgoutput.Options;
  private readonly plugin: PgoutputPlugin;

  constructor(publication: string) {
    // Version 1 sends each transaction whole and after its commit; the later ones interleave.
    this.options = { protoVersion: 1, publicationNames: [publication], messages: true };
    this.plugin = new PgoutputPlugin(this.options);
  }

  start(client: Client, slot: string, lsn: string): Promise<unknown> {
    return this.plugin.start(client, slot, lsn);
  }

  /** Never throws. */
  parse(bytes: Buffer): LogMessage {
    try {
      const message = this.plugin.parse(bytes);
      // The decoder keeps this very object and reads the following rows by it.
      if (message.tag === 'relation') message.columns.forEach(readByItsType);
      return message;
    } catch (cause) {
      return { tag: 'unreadable', cause };
    }
  }
}

function readByItsType(column: Pgoutput.RelationColumn): void {
  column.parser = (text: string) => readColumn(column.typeOid, text);
}
