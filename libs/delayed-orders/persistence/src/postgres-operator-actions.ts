import type { Queryable } from '@ftgo/platform-postgres';

/** What an operator did. */
export interface OperatorAction {
  readonly actionId: number;
  readonly operator: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly actedAt: Date;
}

/**
 * Writes the audit row of an action, in the caller's transaction. Details hold ids only (I8).
 * @returns the action's id.
 */
export async function recordAction(
  transaction: Queryable,
  operator: string,
  action: string,
  detail: object,
): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into operator_action (operator, action, detail) values ($1, $2, $3)
     returning action_id as id`,
    [operator, action, JSON.stringify(detail)],
  );
  return row?.id ?? 0;
}

/** Adds to an action's audit row what came of it; what it said of the rest stays. */
export async function recordResult(
  transaction: Queryable,
  actionId: number,
  result: object,
): Promise<void> {
  await transaction.query(
    'update operator_action set detail = detail || $2::jsonb where action_id = $1',
    [actionId, JSON.stringify(result)],
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
