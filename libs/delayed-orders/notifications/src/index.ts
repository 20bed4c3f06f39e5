export { usableEmailAddress } from './email/email-address.js';
export { isSigningKey } from './email/dkim-signer.js';
export type { DkimKey } from './email/dkim-signer.js';
export { FailoverNotificationSender } from './email/failover-notification-sender.js';
export type {
  FailoverNotificationSenderOptions,
  Relay,
} from './email/failover-notification-sender.js';
export { renderNotice } from './content/render-notice.js';
export type { RenderedNotice } from './content/render-notice.js';
export { classifySmtpFailure } from './email/smtp-failure.js';
export type { SmtpFailure } from './email/smtp-failure.js';
export { SmtpNotificationSender } from './email/smtp-notification-sender.js';
export type {
  SmtpNotificationSenderOptions,
  SmtpSenderObserver,
} from './email/smtp-notification-sender.js';
export { DEFAULT_SMTP_TIMEOUTS } from './email/smtp-server-options.js';
export type { SmtpServer, SmtpTimeouts } from './email/smtp-server-options.js';
export { smtpServer } from './email/smtp-server.js';
export { mayReceive, readAllowedRecipients } from './recipients/allowed-recipients.js';
export type { AllowedRecipients } from './recipients/allowed-recipients.js';
export { CaseNotificationSender } from './case/case-notification-sender.js';
export type { CaseNotificationSenderOptions } from './case/case-notification-sender.js';
export { usablePhoneNumber } from './sms/phone-number.js';
export { smsSize } from './sms/segments.js';
export type { SmsSize } from './sms/segments.js';
export { SmsNotificationSender } from './sms/sms-notification-sender.js';
export type { SmsNotificationSenderOptions } from './sms/sms-notification-sender.js';
export { WebhookNotificationSender } from './webhook/webhook-notification-sender.js';
export type { WebhookNotificationSenderOptions } from './webhook/webhook-notification-sender.js';
export { WebhookSignature } from './webhook/webhook-signature.js';
export type { WebhookStamp } from './webhook/webhook-signature.js';
export { SmsSignature } from './sms/sms-signature.js';
export { SAMPLE_MAILS } from './content/sample-mails.js';
