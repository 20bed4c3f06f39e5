/** The words that carriers want to be understood, and what Koreans write. */
const STOP = ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke'];
const STOP_KOREAN = ['수신거부', '거부', '중지', '그만'];
const START = ['start', 'yes', 'unstop', '수신동의', '시작'];

/** What a reply asks for, if it asks for anything. Only the whole reply counts, not a word in it. */
export function wishOf(reply: string): 'stop' | 'start' | undefined {
  const word = reply
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.!"'-]/gu, '');
  if (STOP.includes(word) || STOP_KOREAN.includes(word)) return 'stop';
  return START.includes(word) ? 'start' : undefined;
}
