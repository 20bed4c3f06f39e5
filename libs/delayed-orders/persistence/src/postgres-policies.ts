import type { PolicyDocument, PolicyRole } from '@ftgo/delayed-orders-domain';
import { PolicyBook, SHIPPED_POLICY } from '@ftgo/delayed-orders-domain';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import {
  FIND_POLICY,
  FIND_POLICY_IN_FORCE,
  LIST_POLICIES,
  LOOKED_UP_TO,
  MAKE_OPEN_ORDERS_DUE,
  POLICIES_IN_FORCE,
  PUT_IN_FORCE,
  UNSEEN_POLICY,
  WRITE_POLICY,
} from './queries/policies.js';

/** By what is decided now, and by what is only watched. */
export interface PoliciesInForce {
  readonly live: PolicyBook;
  readonly shadow: PolicyBook | undefined;
}

/** A version as it was written. */
export interface WrittenPolicy {
  readonly version: number;
  readonly document: PolicyDocument;
  readonly note: string;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  /** In which roles it is in force now. */
  readonly roles: readonly PolicyRole[];
}

interface InForceRow {
  readonly role: PolicyRole;
  readonly version: number;
  /** Null where the caller has it. */
  readonly document: PolicyDocument | null;
}

const ORDERS_AT_ONCE = 2_000;

/**
 * The versions of the policy, and which are in force. A version never changes; what is in force is
 * read with every batch, so that a change needs no restart.
 */
export class PostgresPolicies {
  private books = new Map<number, PolicyBook>();

  constructor(private readonly database: Database) {}

  /** What is in force in this transaction; where nothing was ever put, the shipped policy. */
  async inForce(transaction: Queryable): Promise<PoliciesInForce> {
    const known = [...this.books.keys()];
    const rows = await transaction.query<InForceRow>(POLICIES_IN_FORCE, [known]);
    const books = rows.map(({ version, document }) =>
      document === null ? this.books.get(version) : new PolicyBook(version, document),
    );
    this.books = new Map(books.flatMap((book) => (book ? [[book.version, book] as const] : [])));
    const inRole = (wanted: PolicyRole): PolicyBook | undefined =>
      this.books.get(rows.find(({ role }) => role === wanted)?.version ?? Number.NaN);
    return { live: inRole('LIVE') ?? SHIPPED_POLICY, shadow: inRole('SHADOW') };
  }

  /**
   * Makes the open orders due that have not been looked at under a policy that was put into force,
   * some at a time, so that it can be changed with a million of them. @returns true: there are more.
   */
  async lookAtNewPolicy(): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [unseen] = await transaction.query<{ role: PolicyRole; lookedUpTo: number }>(
        UNSEEN_POLICY,
      );
      if (unseen === undefined) return false;
      const made = await transaction.query<{ id: number }>(MAKE_OPEN_ORDERS_DUE, [
        unseen.lookedUpTo,
        ORDERS_AT_ONCE,
      ]);
      const isDone = made.length < ORDERS_AT_ONCE;
      const last = made.reduce((highest, { id }) => Math.max(highest, id), unseen.lookedUpTo);
      await transaction.query(LOOKED_UP_TO, [unseen.role, isDone ? null : last]);
      return true;
    });
  }
}

/** Writes a new version and puts it into force, in the caller's transaction. @returns its number. */
export async function putPolicy(
  transaction: Queryable,
  role: PolicyRole,
  written: Pick<WrittenPolicy, 'document' | 'note' | 'writtenBy'>,
): Promise<number> {
  const { document, note, writtenBy } = written;
  const [row] = await transaction.query<{ version: number }>(WRITE_POLICY, [
    JSON.stringify(document),
    note,
    writtenBy,
  ]);
  if (row === undefined) throw new Error('a written policy has no version');
  await transaction.query(PUT_IN_FORCE, [role, row.version]);
  return row.version;
}

/** Ends the watching of the second policy. @returns false where there was none. */
export async function endShadow(transaction: Queryable): Promise<boolean> {
  const ended = await transaction.query(
    "delete from delay_policy_in_force where role = 'SHADOW' returning role",
  );
  return ended.length > 0;
}

/** The newest versions first. */
export function listPolicies(database: Queryable, most = 50): Promise<WrittenPolicy[]> {
  return database.query<WrittenPolicy>(LIST_POLICIES, [most]);
}

/** One version, in force or not; undefined where there is none of that number. */
export async function findPolicy(
  database: Queryable,
  version: number,
): Promise<WrittenPolicy | undefined> {
  const [policy] = await database.query<WrittenPolicy>(FIND_POLICY, [version]);
  return policy;
}

/** The version in force in a role; undefined: what is shipped, or no shadow. */
export async function findPolicyInForce(
  database: Queryable,
  role: PolicyRole,
): Promise<WrittenPolicy | undefined> {
  const [policy] = await database.query<WrittenPolicy>(FIND_POLICY_IN_FORCE, [role]);
  return policy;
}
