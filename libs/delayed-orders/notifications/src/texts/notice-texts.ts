import type { LocalRange } from '../local-times.js';

/** What may be told, each with its own sentences. */
export const NOTICE_KINDS = ['atRisk', 'late', 'cancelled', 'closesFirst'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What the sentences speak of; times are already local, names already cleaned. */
export interface NoticeFacts {
  readonly orderId: number;
  readonly restaurant: string;
  readonly promised?: string | undefined;
  readonly expected?: LocalRange | undefined;
}

/** One kind of notice in one language. Plain sentences: no markup, no promise to do better. */
export interface Passage {
  readonly subject: (facts: NoticeFacts) => string;
  readonly heading: string;
  readonly paragraphs: (facts: NoticeFacts) => readonly string[];
}

/** The compensation offer as the customer reads it. */
export interface OfferTexts {
  readonly heading: string;
  readonly body: (amount: string) => string;
  readonly button: string;
  readonly code: (code: string) => string;
  readonly terms: (openUntil: string) => string;
}

/** Names of the facts that are listed under the sentences. */
export interface FactLabels {
  readonly order: string;
  readonly restaurant: string;
  readonly condition: string;
  readonly reason: string;
  readonly promised: string;
  readonly expected: string;
  readonly minutesLate: string;
  readonly customer: string;
  readonly offer: string;
  readonly timeZone: string;
}

/** Everything that messages say in one language; en.ts and ko.ts have this shape. */
export interface NoticeTexts {
  readonly unnamedRestaurant: string;
  readonly range: (range: LocalRange) => string;
  readonly labels: FactLabels;
  readonly customer: {
    readonly greeting: (firstName: string | undefined) => string;
    readonly passages: Readonly<Record<NoticeKind, Passage>>;
    readonly offer: OfferTexts;
    readonly footer: (orderId: number) => string;
  };
  readonly customerService: {
    readonly passages: Readonly<Record<NoticeKind, Passage>>;
    readonly customerIsTold: string;
    readonly customerIsNotTold: string;
    readonly offer: (amount: string, code: string, openUntil: string) => string;
    readonly noOffer: string;
    readonly footer: string;
  };
}
