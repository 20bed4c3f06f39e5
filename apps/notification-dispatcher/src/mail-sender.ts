import type { NotificationSender } from '@ftgo/delayed-orders-domain';
import {
  FailoverNotificationSender,
  smtpServer,
  SmtpNotificationSender,
} from '@ftgo/delayed-orders-notifications';
import type { Logger } from '@ftgo/platform-observability';
import type { NotificationDispatcherConfig } from './notification-dispatcher.config.js';

/** Sends e-mail over the configured relays, in their order. */
export function mailSender(
  { mail, prefetch }: Pick<NotificationDispatcherConfig, 'mail' | 'prefetch'>,
  logger: Logger,
): NotificationSender {
  const relays = mail.smtpUrls.map(
    (url) =>
      new SmtpNotificationSender({
        server: smtpServer(url),
        timeouts: mail.timeouts,
        dkim: mail.dkim,
        from: mail.from,
        domain: mail.domain,
        // As many as there are notices under way: one that waits for a connection uses up its time.
        maxConnections: prefetch,
      }),
  );
  return new FailoverNotificationSender({
    relays,
    attemptMs: mail.timeouts.attemptMs,
    onRest: (relay, cause) =>
      logger.warn({ relay, cause }, 'a mail relay is out of reach and left alone for a while'),
  });
}
