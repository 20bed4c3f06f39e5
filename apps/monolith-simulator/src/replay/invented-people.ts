/** A consumer as the replay invents them: the trace knows a number only. */
export interface InventedConsumer {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string;
  readonly locale: 'ko' | 'en';
}

interface Name {
  readonly firstName: string;
  readonly lastName: string;
}

const KOREAN_NAMES: readonly Name[] = [
  { firstName: '서연', lastName: '김' },
  { firstName: '민준', lastName: '이' },
  { firstName: '지우', lastName: '박' },
  { firstName: '도윤', lastName: '최' },
  { firstName: '하은', lastName: '정' },
];

const ENGLISH_NAMES: readonly Name[] = [
  { firstName: 'John', lastName: 'Doe' },
  { firstName: 'Mary', lastName: "O'Neill" },
  { firstName: 'Chris', lastName: 'Collins' },
  { firstName: 'Ada', lastName: 'Brown' },
  { firstName: 'Sam', lastName: 'de la Cruz' },
];

/**
 * The consumer of a number: the same number is always the same person. The address lies in a
 * domain that can't exist, the phone number in the block kept for fiction.
 */
export function inventedConsumer(id: number, withoutEmailEvery = 0): InventedConsumer {
  const locale = scattered(id) % 2 === 0 ? 'ko' : 'en';
  return {
    id,
    ...nameOf(id, locale === 'ko' ? KOREAN_NAMES : ENGLISH_NAMES),
    email: isEvery(id, withoutEmailEvery) ? null : `consumer-${id}@customers.example`,
    phone: `+1510555${String(100 + (id % 100)).padStart(4, '0')}`,
    locale,
  };
}

/** The courier of a number. */
export function inventedCourier(id: number): Name & { readonly id: number } {
  return { id, ...nameOf(id, ENGLISH_NAMES) };
}

/** Whether `id` is one of every `every`; none is for 0. */
export function isEvery(id: number, every: number): boolean {
  return every > 0 && id % every === 0;
}

function nameOf(id: number, names: readonly Name[]): Name {
  return names[scattered(id + 1) % names.length] ?? { firstName: 'John', lastName: 'Doe' };
}

/** Neighbouring numbers come out far apart, so that locale and name follow no pattern. */
function scattered(id: number): number {
  return (Math.imul(id % 0x7fffffff, 0x9e3779b1) >>> 0) >>> 8;
}
