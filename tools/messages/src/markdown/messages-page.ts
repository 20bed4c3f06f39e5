import type { Catalogue } from '../catalogue/catalogue.js';
import { messagesOf } from '../catalogue/catalogue.js';
import { jsonSchemasOf } from '../schemas/json-schemas.js';
import { fieldList } from './field-list.js';
import { flowSection } from './flow-section.js';
import { overviewSection } from './overview-section.js';
import { rowChangesSection } from './row-changes-section.js';

const HEAD = `Generated from the contracts by \`npm run messages\`; change those, not this page.

# Messages

Everything that goes over RabbitMQ to, from and within the delayed-delivery service. Every schema and
every example, for machines: [asyncapi.yaml](asyncapi.yaml) (AsyncAPI 3.0).`;

/** The catalogue as a page for people. */
export function messagesPage(catalogue: Catalogue): string {
  const fields = fieldsOf(catalogue);
  const { events, cdc, tram } = catalogue.inbound;
  const { commands, offers } = catalogue.outbound;
  const sections = [
    HEAD,
    overviewSection(catalogue),
    flowSection(events, fields),
    rowChangesSection(cdc),
    flowSection(tram, fields),
    ...commands.map((each) => flowSection(each, fields)),
    flowSection(offers, fields),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The fields of each kind of message by its key. */
function fieldsOf(catalogue: Catalogue): ReadonlyMap<string, string> {
  const messages = messagesOf(catalogue);
  const { asked } = jsonSchemasOf(
    Object.fromEntries(messages.map(({ key, content, payload }) => [key, content ?? payload])),
  );
  return new Map(messages.map(({ key }) => [key, fieldList(asked[key] ?? {})]));
}
