import type { KnownNotice } from '@ftgo/delayed-orders-persistence';
import { audienceText, causeText, channelText, receiptText } from './decision-words.js';
import type { TellTime } from './order-times.js';

/** Who was told, and what became of it. */
export const noticeText = (notice: KnownNotice, tell: TellTime): string =>
  `${audienceText(notice.audience)}, ${channelText(notice.channel)}: ${fateText(notice, tell)}`;

function fateText(notice: KnownNotice, tell: TellTime): string {
  const { state, attempt, settledAt, retryAt, receipt } = notice;
  const said = receipt === null ? '' : ` ${receiptText(receipt)}`;
  const cause = notice.cause === null ? '' : `: ${causeText(notice.cause)}`;
  const when = settledAt === null ? '' : ` ${tell(settledAt)}`;
  const again = retryAt === null ? '' : `; tried again ${tell(retryAt)}`;
  switch (state) {
    case 'PENDING':
      return 'PENDING, waits for its turn';
    case 'SENDING':
      return `SENDING, attempt ${attempt}`;
    case 'SENT':
      return `SENT${when}${said}${notice.cause === null ? '' : ` after an attempt that may have arrived, too${cause}`}`;
    case 'RETRY':
      return `RETRY, attempt ${attempt} failed${cause}${again}`;
    case 'UNKNOWN':
      return `UNKNOWN, may have arrived: the answer was lost${cause}${again}`;
    case 'GROUPED':
      return 'GROUPED, goes out in the message of its incident';
    case 'FAILED':
      return `FAILED${when}, given up${cause}`;
    case 'SUPPRESSED':
      return `SUPPRESSED${when}, not sent${cause}`;
  }
}
