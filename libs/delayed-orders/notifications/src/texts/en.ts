import type { NoticeFacts, NoticeTexts, Passage } from './notice-texts.js';

const customer: NoticeTexts['customer']['passages'] = {
  atRisk: {
    subject: ({ restaurant }) => `Your order from ${restaurant} will probably be late`,
    heading: 'Your order will probably be late',
    paragraphs: (facts) => [
      `${promise(facts)} ${expectation(facts) ?? 'It will probably arrive later than we said.'}`,
      'We are sorry to keep you waiting. There is nothing you need to do: the order stays open, ' +
        'and we will write again if it cannot be delivered.',
    ],
  },
  late: {
    subject: ({ restaurant }) => `Your order from ${restaurant} is late`,
    heading: 'Your order is late',
    paragraphs: (facts) => [
      [promise(facts), 'No delivery has been recorded yet.', expectation(facts)]
        .filter((sentence) => sentence !== undefined)
        .join(' '),
      'There is nothing you need to do: the order stays open, and we will write again if it ' +
        'cannot be delivered. If it has reached you in the meantime, you can ignore this message.',
    ],
  },
  cancelled: {
    subject: ({ restaurant }) => `Your order from ${restaurant} was cancelled`,
    heading: 'Your order was cancelled',
    paragraphs: ({ restaurant }) => [
      `${restaurant} has cancelled your order, so it will not be delivered. We are sorry.`,
      whatFollows,
    ],
  },
  closesFirst: {
    subject: ({ restaurant }) => `Your order from ${restaurant} cannot be delivered`,
    heading: 'Your order cannot be delivered',
    paragraphs: ({ restaurant }) => [
      `${restaurant} closes before a courier can collect your order, so it will not be delivered. We are sorry.`,
      whatFollows,
    ],
  },
};

const whatFollows =
  'Please do not wait for a courier. Our customer service has been told about this order; for ' +
  'questions about payment, give them the order number below.';

function promise({ restaurant, promised }: NoticeFacts): string {
  return promised === undefined
    ? `Your order from ${restaurant} is taking longer than planned.`
    : `Your order from ${restaurant} was promised for ${promised}.`;
}

function expectation({ expected }: NoticeFacts): string | undefined {
  if (expected === undefined) {
    return undefined;
  }
  return expected.from === expected.to
    ? `We now expect it at about ${expected.from}.`
    : `We now expect it between ${expected.from} and ${expected.to}.`;
}

const forService = (subject: string, heading: string, sentence: string): Passage => ({
  subject: ({ orderId, restaurant }) => `Order ${orderId} (${restaurant}): ${subject}`,
  heading,
  paragraphs: () => [sentence],
});

/** The messages in English. */
export const en: NoticeTexts = {
  unnamedRestaurant: 'the restaurant',
  range: ({ from, to }) => (from === to ? `about ${from}` : `${from} – ${to}`),
  labels: {
    order: 'Order',
    restaurant: 'Restaurant',
    condition: 'Condition',
    reason: 'Reason',
    promised: 'Promised for',
    expected: 'Now expected',
    minutesLate: 'Minutes late when decided',
    customer: 'Customer',
    offer: 'Offer',
    timeZone: 'Times are in',
  },
  customer: {
    greeting: (firstName) => (firstName === undefined ? 'Hello,' : `Hello ${firstName},`),
    passages: customer,
    offer: {
      heading: 'An offer for the delay',
      body: (amount) => `We offer you ${amount} as credit towards a later order.`,
      button: 'See the offer',
      code: (code) => `Code: ${code}`,
      terms: (openUntil) =>
        `The offer is open until ${openUntil}. Opening the page accepts nothing: you decide there.`,
    },
    footer: (orderId) =>
      `This message was sent automatically about your FTGO order ${orderId}. Times are local to the restaurant.`,
  },
  customerService: {
    passages: {
      atRisk: forService(
        'expected late',
        'Order expected late',
        'The order will probably miss its promised time.',
      ),
      late: forService(
        'late',
        'Order late',
        'The promised time has passed and no delivery is recorded.',
      ),
      cancelled: forService(
        'cancelled by the restaurant',
        'Order cancelled by the restaurant',
        'The restaurant cancelled the order. It will not be delivered.',
      ),
      closesFirst: forService(
        'restaurant closes first',
        'Restaurant closes first',
        'The restaurant closes before a courier can get there. The order will not be delivered.',
      ),
    },
    customerIsTold: 'is being told by e-mail',
    customerIsNotTold: 'is not being told by this service: please decide whether to call',
    offer: (amount, code, openUntil) => `${amount} credit, code ${code}, open until ${openUntil}`,
    noOffer: 'none',
    footer:
      'Sent automatically by the delayed-delivery service. It holds no contact data: look the customer up by the order number.',
  },
};
