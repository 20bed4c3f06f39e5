import type {
  Channel,
  DelayPolicy,
  PolicyChanges,
  PolicyDocument,
  QuietHours,
} from '@ftgo/delayed-orders-domain';
import { changed, DEFAULT_DELAY_POLICY } from '@ftgo/delayed-orders-domain';

/** One number of a policy. */
export interface FieldValue {
  readonly field: string;
  /** A number, or a stretch of the day in words. */
  readonly value: number | string;
}

/** The same where it holds, such as `area Oakland`, `lateGraceMinutes`, 5. */
export interface PolicyField extends FieldValue {
  readonly where: string;
}

/** One number that differs between two policies; undefined: it has what is wider. */
export interface PolicyDifference {
  readonly where: string;
  readonly field: string;
  readonly before: FieldValue['value'] | undefined;
  readonly after: FieldValue['value'] | undefined;
}

const EVERYWHERE = 'all';

/** The policy of all orders for which nothing narrower speaks. */
export const policyForAll = ({ all }: PolicyDocument): DelayPolicy =>
  changed(DEFAULT_DELAY_POLICY, all);

/** Every field of a policy with its value; those of `useForMinutes` and `channels` one by one. */
export function fieldsOf({
  useForMinutes = {},
  quietHours,
  channels = {},
  ...changes
}: PolicyChanges): FieldValue[] {
  const quiet = quietHours === undefined ? [] : [['quietHours', stretchOfDay(quietHours)] as const];
  const uses = Object.entries(useForMinutes).map(
    ([condition, value]) => [`useForMinutes.${condition}`, value] as const,
  );
  const ways = Object.entries(channels).flatMap(([audience, plan]) =>
    Object.entries(plan ?? {}).map(
      ([condition, list]) => [`channels.${audience}.${condition}`, waysOf(list)] as const,
    ),
  );
  return [...Object.entries(changes), ...quiet, ...uses, ...ways].map(([field, value]) => ({
    field,
    value,
  }));
}

const waysOf = (channels: readonly Channel[] = []): string => channels.join(', ') || 'not at all';

function stretchOfDay(hours: QuietHours | null): string {
  return hours === null ? 'never' : `${hours.from} to ${hours.to}`;
}

/** What a document changes only for some orders. */
export function narrowFieldsOf(document: PolicyDocument): PolicyField[] {
  const { serviceLevels = {}, areas = {}, restaurants = {} } = document;
  return [
    ...scoped('service level', serviceLevels),
    ...scoped('area', areas),
    ...scoped('restaurant', restaurants),
  ];
}

/** What orders are decided by otherwise under `after` than under `before`; none: the same. */
export function differencesOf(before: PolicyDocument, after: PolicyDocument): PolicyDifference[] {
  const [old, fresh] = [indexed(before), indexed(after)];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), fresh.get(key)];
    const named = was ?? is;
    if (named === undefined || was?.value === is?.value) return [];
    const { where, field } = named;
    return [{ where, field, before: was?.value, after: is?.value }];
  });
}

function indexed(document: PolicyDocument): Map<string, PolicyField> {
  const everywhere = fieldsOf(policyForAll(document)).map((each) => ({
    where: EVERYWHERE,
    ...each,
  }));
  const fields = [...everywhere, ...narrowFieldsOf(document)];
  return new Map(fields.map((each) => [`${each.where}\n${each.field}`, each]));
}

function scoped(
  kind: string,
  changes: Readonly<Partial<Record<string, PolicyChanges>>>,
): PolicyField[] {
  return Object.entries(changes).flatMap(([name, each]) =>
    fieldsOf(each ?? {}).map((field) => ({ where: `${kind} ${name}`, ...field })),
  );
}
