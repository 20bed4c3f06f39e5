import { queueOptions } from '@ftgo/platform-rabbitmq';

/** How often any queue of ours delivers a message before it is a dead letter. */
export const deliveryLimit = (): string =>
  String(queueOptions('any').arguments?.['x-delivery-limit']);
