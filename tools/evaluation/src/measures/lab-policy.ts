import type { DelayPolicy, PolicyDocument } from '@ftgo/delayed-orders-domain';
import { changed, DEFAULT_DELAY_POLICY } from '@ftgo/delayed-orders-domain';

/** A policy that the lab tries out: a document as `ops policy set` takes it. */
export interface LabPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The policy that the service ships with. */
export const SHIPPED_LAB_POLICY: LabPolicy = { name: 'shipped', document: {} };

/** What a policy says where nothing narrower speaks; for headings. */
export function broadly({ document }: LabPolicy): DelayPolicy {
  return changed(DEFAULT_DELAY_POLICY, document.all);
}
