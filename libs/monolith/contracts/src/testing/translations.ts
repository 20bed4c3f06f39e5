import type { ReplicaChange } from '../replica-change.js';
import type { MisunderstandingCause, Translation } from '../translation.js';

/** What a translation says, when it must be understood. */
export function changesOf(translation: Translation): readonly ReplicaChange[] {
  if (!translation.understood) throw new Error(`${translation.cause}: ${translation.detail}`);
  return translation.changes;
}

/** The one thing that a translation of the kind says. */
export function onlyChangeOf<Kind extends ReplicaChange['kind']>(
  kind: Kind,
  translation: Translation,
): Extract<ReplicaChange, { kind: Kind }> {
  const changes = changesOf(translation);
  const [change] = changes;
  if (changes.length !== 1 || change?.kind !== kind) {
    throw new Error(`says ${changes.map((each) => each.kind).join(', ') || 'nothing'}`);
  }
  return change as Extract<ReplicaChange, { kind: Kind }>;
}

/** Why a message is misunderstood, when it must be. */
export function causeOf(translation: Translation): {
  readonly cause: MisunderstandingCause;
  readonly detail: string;
} {
  if (translation.understood) throw new Error('was understood');
  const { cause, detail } = translation;
  return { cause, detail };
}
