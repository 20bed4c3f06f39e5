/** How a text travels by SMS. */
export interface SmsSize {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, UTF-16 code units in UCS-2. */
  readonly units: number;
  readonly segments: number;
}

/** The basic character set of 3GPP TS 23.038; one septet each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension: an escape and a septet. */
const EXTENSION = new Set('\f^{}\\[~]|€');

/** What fits into a message alone, and into each part of a longer one (TS 23.040). */
const ROOM = {
  'GSM-7': { alone: 160, part: 153 },
  'UCS-2': { alone: 70, part: 67 },
} as const;

/** Counts what a text costs; no character is split between two parts. */
export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const isGsm = characters.every((each) => BASIC.has(each) || EXTENSION.has(each));
  const encoding = isGsm ? 'GSM-7' : 'UCS-2';
  const widths = characters.map((each) => (isGsm ? (EXTENSION.has(each) ? 2 : 1) : each.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { alone, part } = ROOM[encoding];
  return { encoding, units, segments: units <= alone ? 1 : partsOf(widths, part) };
}

function partsOf(widths: readonly number[], room: number): number {
  let [parts, used] = [1, 0];
  for (const width of widths) {
    if (used + width > room) [parts, used] = [parts + 1, 0];
    used += width;
  }
  return parts;
}
