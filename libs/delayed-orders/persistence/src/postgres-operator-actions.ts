import type { Queryable } from '@ftgo/platform-postgres';

/** What an operator did. */
export interface OperatorAction {
  readonly actionId: number;
  readonly operator: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly actedAt: Date;
}

/** Writes the audit row of an action, in the caller's transaction. Details hold ids only (I8). */
export async function recordAction(
  transaction: Queryable,
  operator: string,
  action: string,
  detail: object,
): Promise<void> {
  await transaction.query(
    'insert into operator_action (operator, action, detail) values ($1, $2, $3)',
    [operator, action, JSON.stringify(detail)],
  );
}

/** The latest actions, newest first. */
export function latestActions(database: Queryable, limit: number): Promise<OperatorAction[]> {
  return database.query<OperatorAction>(
    `select action_id as "actionId", operator, action, detail, acted_at as "actedAt"
     from operator_action order by action_id desc limit $1`,
    [limit],
  );
}
