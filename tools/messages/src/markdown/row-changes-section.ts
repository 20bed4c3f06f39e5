import type { Flow } from '../catalogue/catalogue.js';
import { OTHER_ROW_FORMS } from '../catalogue/other-row-forms.js';
import { SAMPLES_FOLDER } from '../samples.js';
import { NAMED_SCHEMAS } from '../schemas/named-schemas.js';
import type { ColumnType, Presence } from '../schemas/replicated-columns.js';
import { REPLICATED_COLUMNS } from '../schemas/replicated-columns.js';
import { flowHead, shownExample } from './flow-section.js';
import { table } from './table.js';

/** Row changes, with the tables and columns that are read, and the other forms that are. */
export function rowChangesSection(flow: Flow): string {
  return [
    ...flowHead(flow),
    messageTable(flow),
    shownExample(flow),
    '### Columns that are read',
    columnTable(),
    typeTable(),
    '### Other forms that are read',
    formTable(),
  ].join('\n\n');
}

/** What the messages of tables hold, the table of columns tells. */
const messageTable = ({ channels }: Flow): string =>
  table(
    ['message', 'published when', 'what it says'],
    channels
      .flatMap(({ messages }) => messages)
      .map(({ title, when, says }) => [`\`${title}\``, when, says]),
  );

const PRESENCE: Readonly<Record<Presence, string>> = {
  value: 'must have a value',
  column: 'must exist, may be null',
  optional: 'may be absent',
};

const columnTable = (): string =>
  table(
    ['table', 'column', 'type', 'presence', 'what it says'],
    Object.entries(REPLICATED_COLUMNS).flatMap(([name, columns]) =>
      columns.map((column) => [
        `\`${name}\``,
        `\`${column.name}\``,
        column.type,
        PRESENCE[column.presence],
        column.says,
      ]),
    ),
  );

/** The types whose values Debezium has several ways to write. */
const TYPES: Readonly<Partial<Record<ColumnType, string>>> = {
  id: 'RowId',
  whole: 'RowWhole',
  moment: 'RowMoment',
  money: 'RowMoney',
  time: 'RowTime',
  weekday: 'RowWeekday',
};

const typeTable = (): string =>
  table(
    ['type', 'how it may be written'],
    Object.entries(TYPES).map(([type, schema]) => [
      type,
      String(NAMED_SCHEMAS[schema]?.meta['description']),
    ]),
  );

const formTable = (): string =>
  table(
    ['form', 'is read as', 'sample'],
    OTHER_ROW_FORMS.map(({ form, becomes, sample }) => [
      form,
      becomes,
      `[${sample}](../${SAMPLES_FOLDER}/cdc/${sample}.json)`,
    ]),
  );
