export { usableEmailAddress } from './email-address.js';
export { renderNotice } from './render-notice.js';
export type { RenderedNotice } from './render-notice.js';
export { classifySmtpFailure } from './smtp-failure.js';
export type { SmtpFailure } from './smtp-failure.js';
export { SmtpNotificationSender } from './smtp-notification-sender.js';
export type {
  SmtpNotificationSenderOptions,
  SmtpSenderObserver,
} from './smtp-notification-sender.js';
export { DEFAULT_SMTP_TIMEOUTS } from './smtp-server-options.js';
export type { SmtpServer, SmtpTimeouts } from './smtp-server-options.js';
