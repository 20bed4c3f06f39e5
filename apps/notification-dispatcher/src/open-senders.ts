import {
  CaseNotificationSender,
  SmsNotificationSender,
  WebhookNotificationSender,
} from '@ftgo/delayed-orders-notifications';
import type { Logger } from '@ftgo/platform-observability';
import type { DispatcherMetrics } from './dispatcher-metrics.js';
import { mailSender } from './mail-sender.js';
import type { NotificationDispatcherConfig } from './notification-dispatcher.config.js';
import type { Senders } from './notification-dispatcher.js';

/** The senders of the channels that are set up, each with connections of its own. */
export function openSenders(
  { mail, sms, cases, webhook, links, prefetch }: NotificationDispatcherConfig,
  metrics: DispatcherMetrics,
  logger: Logger,
): Senders {
  const maxRequests = prefetch;
  const receiptsUrl = `${links.publicUrl.replace(/\/+$/, '')}/receipts/sms`;
  return {
    EMAIL: mailSender({ mail, prefetch }, logger),
    ...(sms && {
      SMS: new SmsNotificationSender({
        ...sms,
        receiptsUrl,
        maxRequests,
        observer: metrics.smsObserver,
      }),
    }),
    ...(cases && { CASE: new CaseNotificationSender({ ...cases, maxRequests }) }),
    ...(webhook && { WEBHOOK: new WebhookNotificationSender({ ...webhook, maxRequests }) }),
  };
}
