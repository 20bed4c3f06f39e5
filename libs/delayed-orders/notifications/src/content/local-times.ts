import type { Locale, TimeRange } from '@ftgo/delayed-orders-domain';

/** A stretch of time as it is read at the restaurant. */
export interface LocalRange {
  readonly from: string;
  readonly to: string;
}

const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'en-US', ko: 'ko-KR' };
const STEP_MS = 5 * 60_000;

/** By our own words: which ones Intl has for Korean depends on the machine's data of languages. */
const CLOCKS: Readonly<Record<Locale, (isMorning: boolean, time: string) => string>> = {
  en: (isMorning, time) => `${time} ${isMorning ? 'AM' : 'PM'}`,
  ko: (isMorning, time) => `${isMorning ? '오전' : '오후'} ${time}`,
};

/**
 * Writes instants as local times of one zone in one language. An unknown zone falls back to UTC,
 * and says so in every time, because a time that silently is in the wrong zone misleads.
 */
export class LocalTimes {
  /** The zone that the times are in. */
  readonly zone: string;
  private readonly suffix: string;
  private readonly clockFormat: Intl.DateTimeFormat;
  private readonly dayFormat: Intl.DateTimeFormat;

  constructor(
    private readonly locale: Locale,
    timeZone: string,
  ) {
    this.zone = isKnownZone(timeZone) ? timeZone : 'UTC';
    this.suffix = this.zone === timeZone ? '' : ' UTC';
    this.clockFormat = new Intl.DateTimeFormat('en-US', {
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: this.zone,
    });
    this.dayFormat = new Intl.DateTimeFormat(LANGUAGES[locale], {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      timeZone: this.zone,
    });
  }

  /** Such as `7:30 PM` or `오후 7:30`. */
  clock(at: Date): string {
    const [hours = '', minutes = ''] = this.clockFormat.format(at).split(':');
    const time = `${Number(hours) % 12 || 12}:${minutes}`;
    return CLOCKS[this.locale](Number(hours) < 12, time) + this.suffix;
  }

  /** Such as `Sat, Oct 3, 7:30 PM` or `10월 3일 (토) 오후 7:30`. */
  dayAndClock(at: Date): string {
    const day = plainSpaces(this.dayFormat.format(at));
    return this.locale === 'en' ? `${day}, ${this.clock(at)}` : `${day} ${this.clock(at)}`;
  }

  /** Rounded outwards to five minutes: to the minute would claim more than an estimate knows. */
  range({ from, to }: TimeRange): LocalRange {
    const [first, last] = [from.getTime(), to.getTime()].sort((a, b) => a - b) as [number, number];
    return {
      from: this.clock(new Date(Math.floor(first / STEP_MS) * STEP_MS)),
      to: this.clock(new Date(Math.ceil(last / STEP_MS) * STEP_MS)),
    };
  }
}

function isKnownZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Intl may put no-break spaces into a date, which old mail programs show as a box. */
function plainSpaces(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ');
}
