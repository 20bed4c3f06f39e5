import { plainPage } from '../plain-page.js';

/** How an opt-out stands for whoever opens its link. */
export type OptOutState = 'asked' | 'done' | 'unknown';

const SENTENCES: Readonly<Record<OptOutState, string>> = {
  asked:
    'No more e-mail about delayed orders? You will not hear from us by e-mail when a meal is late or cannot come.',
  done: 'You will get no more e-mail about delayed orders.',
  unknown: 'This link is not valid. Please open it again from your message.',
};

/** A plain page of our own sentences. Opening it changes nothing; only the button's POST does. */
export function optOutPage(state: OptOutState): string {
  const button =
    state === 'asked'
      ? '<form method="post"><button type="submit">Stop e-mail</button></form>'
      : '';
  return plainPage(
    'FTGO messages',
    `<p>${SENTENCES[state]}</p>
${button}`,
  );
}
