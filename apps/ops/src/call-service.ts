import { Refused } from './refused.js';

/**
 * Calls one of the service's own programs over HTTP.
 * @throws Refused with what the program said, or that it cannot be reached and how to name it.
 */
export async function callService<Answer>(
  variable: string,
  url: string | undefined,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Answer> {
  if (url === undefined)
    throw new Refused(`${variable} is not set: where does the program answer?`);
  const answer = await fetch(new URL(path, url), {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused(`the program at ${variable} cannot be reached (${why}); is it running?`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Refused(`refused with ${answer.status}: ${reasonIn(text)}`);
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new Refused(
      `${variable} names a program that does not answer with JSON; is it the right one?`,
    );
  }
}

function reasonIn(text: string): string {
  try {
    const { detail, message } = JSON.parse(text) as { detail?: string; message?: string };
    return detail ?? message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
