/**
 * Names under which the monolith's messages carry what tells where somebody lives, how to reach
 * them, or how they pay; with a row's prefix or without, in either spelling.
 */
const CONTACT =
  /^(delivery_?)?(address|street\d?|city|state|zip)$|^delivery_?address|^(e_?mail|phone|first_?name|last_?name|payment_?token|payment_?information)$/i;
/** `state` alone is an address's where a street stands beside it, and an order's elsewhere. */
const AMBIGUOUS = /^(city|state)$/i;
const DEEPEST = 100;

type Json = unknown;

/**
 * A message without the contact data that it may carry, for the quarantine (I8). Nothing of it is
 * read anyway, so what is left can be replayed. A body that is no JSON is left as it is: nobody
 * can tell what it says.
 */
export function withoutContactData(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body);
  const parsed = parse(text);
  if (parsed === undefined) return body;
  const cleaned = JSON.stringify(clean(parsed.value, 0));
  return cleaned === JSON.stringify(parsed.value) ? body : new TextEncoder().encode(cleaned);
}

function clean(value: Json, depth: number): Json {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1));
  if (typeof value === 'string') return cleanText(value, depth);
  if (typeof value !== 'object' || value === null) return value;
  const isAddress = Object.keys(value).some((name) => /^street/i.test(name));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !CONTACT.test(name) || (AMBIGUOUS.test(name) && !isAddress))
      .map(([name, inner]) => [name, clean(inner, depth + 1)]),
  );
}

/** Tram's payload, and an outbox event's, is JSON within JSON. */
function cleanText(text: string, depth: number): string {
  const parsed = /^\s*[{[]/.test(text) ? parse(text) : undefined;
  return parsed === undefined ? text : JSON.stringify(clean(parsed.value, depth + 1));
}

function parse(text: string): { value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}
