/**
 * What is said in English, as ICU messages. Plain sentences: no markup, no promise to do better, one
 * apology at most. `promise` is known or unknown, `expected` is range, about or none.
 */
export const en = {
  'restaurant.unnamed': 'the restaurant',
  range: '{expected, select, about {about {from}} other {{from} – {to}}}',

  'label.order': 'Order',
  'label.restaurant': 'Restaurant',
  'label.condition': 'Condition',
  'label.reason': 'Reason',
  'label.promised': 'Promised for',
  'label.expected': 'Now expected',
  'label.minutesLate': 'Minutes late when decided',
  'label.customer': 'Customer',
  'label.offer': 'Offer',
  'label.timeZone': 'Times are in',

  'customer.greeting': '{isNamed, select, yes {Hello {name},} other {Hello,}}',
  'customer.footer':
    'This message was sent automatically about your FTGO order {orderId}. Times are local to the restaurant.',

  'customer.atRisk.subject': 'Your order from {restaurant} will probably be late',
  'customer.atRisk.heading': 'Your order will probably be late',
  'customer.atRisk.what':
    '{promise, select, known {Your order from {restaurant} was promised for {promised}.} other {Your order from {restaurant} is taking longer than planned.}} {expected, select, range {We now expect it between {from} and {to}.} about {We now expect it at about {from}.} other {It will probably arrive later than we said.}}',
  'customer.atRisk.next':
    'We are sorry to keep you waiting. There is nothing you need to do: the order stays open, and we will write again if it cannot be delivered.',

  'customer.late.subject': 'Your order from {restaurant} is late',
  'customer.late.heading': 'Your order is late',
  'customer.late.what':
    '{promise, select, known {Your order from {restaurant} was promised for {promised}.} other {Your order from {restaurant} is taking longer than planned.}} No delivery has been recorded yet.{expected, select, range { We now expect it between {from} and {to}.} about { We now expect it at about {from}.} other {}}',
  'customer.late.next':
    'There is nothing you need to do: the order stays open, and we will write again if it cannot be delivered. If it has reached you in the meantime, you can ignore this message.',

  'customer.recovered.subject': 'Good news: your order from {restaurant} is on its way',
  'customer.recovered.heading': 'Your order is doing better than we feared',
  'customer.recovered.what':
    'We wrote that there was a problem with your order from {restaurant}. It has caught up: the courier has it.{expected, select, range { We now expect it between {from} and {to}.} about { We now expect it at about {from}.} other {}}',
  'customer.recovered.next': 'There is nothing you need to do.',

  'customer.cancelled.subject': 'Your order from {restaurant} was cancelled',
  'customer.cancelled.heading': 'Your order was cancelled',
  'customer.cancelled.what':
    '{restaurant} has cancelled your order, so it will not be delivered. We are sorry.',

  'customer.undeliverable.subject': 'Your order from {restaurant} cannot be delivered',
  'customer.undeliverable.heading': 'Your order cannot be delivered',
  'customer.undeliverable.next':
    'Please do not wait for a courier. Our customer service has been told about this order; for questions about payment, give them the order number below.',
  'customer.closesFirst.what':
    '{restaurant} closes before a courier can collect your order, so it will not be delivered. We are sorry.',
  'customer.notReady.what':
    '{restaurant} cannot have your order ready before it closes, so it will not be delivered. We are sorry.',
  'customer.noCourier.what':
    'Your order is ready at {restaurant}, but no courier can collect it in time, so it will not be delivered. We are sorry.',
  'customer.neverAccepted.what':
    '{restaurant} has not accepted your order, and we no longer expect that it will be delivered. We are sorry.',
  'customer.stalled.what':
    'We have heard nothing from the kitchen of {restaurant} for far too long, and no longer expect that your order will be delivered. We are sorry.',

  'offer.heading': 'An offer for the delay',
  'offer.body': 'We offer you {amount} as credit towards a later order.',
  'offer.button': 'See the offer',
  'offer.code': 'Code: {code}',
  'offer.terms':
    'The offer is open until {until}. Opening the page accepts nothing: you decide there.',

  'service.subject': 'Order {orderId} ({restaurant}): {what}',
  'service.customerIsTold': 'is being told by this service',
  'service.customerIsNotTold': 'is not being told by this service: please decide whether to call',
  'service.offer': '{amount} credit, code {code}, open until {until}',
  'service.noOffer': 'none',
  'service.footer':
    'Sent automatically by the delayed-delivery service. It holds no contact data: look the customer up by the order number.',

  'service.atRisk.brief': 'expected late',
  'service.atRisk.heading': 'Order expected late',
  'service.atRisk.what': 'The order will probably miss its promised time.',
  'service.late.brief': 'late',
  'service.late.heading': 'Order late',
  'service.late.what': 'The promised time has passed and no delivery is recorded.',
  'service.recovered.brief': 'back on time',
  'service.recovered.heading': 'Order expected on time after all',
  'service.recovered.what':
    'The trouble that was reported is over: the order is expected in time, or the courier has it after all.',
  'service.cancelled.brief': 'cancelled by the restaurant',
  'service.cancelled.heading': 'Order cancelled by the restaurant',
  'service.cancelled.what': 'The restaurant cancelled the order. It will not be delivered.',
  'service.closesFirst.brief': 'restaurant closes first',
  'service.closesFirst.heading': 'Restaurant closes first',
  'service.closesFirst.what':
    'The restaurant closes before a courier can get there. The order will not be delivered, unless somebody collects it before then.',
  'service.notReady.brief': 'not ready before closing',
  'service.notReady.heading': 'Order not ready before closing',
  'service.notReady.what':
    'The kitchen promises the meal for a time after the restaurant closes. Ask the restaurant whether it can be sooner, or stay open.',
  'service.noCourier.brief': 'no courier',
  'service.noCourier.heading': 'No courier for a finished meal',
  'service.noCourier.what':
    'The meal is ready and no courier is known who could collect it in time. A courier sent now may still save it.',
  'service.neverAccepted.brief': 'never accepted',
  'service.neverAccepted.heading': 'Order never accepted',
  'service.neverAccepted.what':
    'The restaurant has not accepted the order for longer than any delivered order ever waited. Call the restaurant.',
  'service.stalled.brief': 'stalled in the kitchen',
  'service.stalled.heading': 'Order stalled in the kitchen',
  'service.stalled.what':
    'Nothing has been heard of the order since it was accepted, for longer than of any delivered order. Call the restaurant.',

  'incident.subject':
    'Incident at {place}: {count, plural, one {# order} other {# orders}} in trouble',
  'incident.heading': '{count, plural, one {# order} other {# orders}} in trouble at {place}',
  'incident.what':
    '{scope, select, KITCHEN {This kitchen makes many orders late, or fails them.} other {Many orders of this area are late, or fail.}} You got the first of them one by one; from here on they come as a list, for as long as it lasts.',
  'incident.next':
    'The worst come first. Customers are told by this service, as far as they can be reached.',
  'incident.order':
    '{condition, select, LATE {late{minutes, plural, =-1 {} one {, # minute} other {, # minutes}}} AT_RISK {expected late} UNDELIVERABLE {cannot be delivered} other {back on time}}{promise, select, known {, promised for {promised}} other {}}',
  'incident.more': 'and {count, plural, one {# more} other {# more}}',

  'sms.atRisk': 'FTGO: your order from {restaurant} will probably be late. We are sorry.',
  'sms.late': 'FTGO: your order from {restaurant} is late and still open.',
  'sms.recovered': 'FTGO: your order from {restaurant} is on its way after all.',
  'sms.cancelled':
    'FTGO: {restaurant} has cancelled your order. We are sorry. Please do not wait for a courier; customer service knows.',
  'sms.closesFirst':
    'FTGO: {restaurant} closes before a courier can collect your order, so it will not be delivered. We are sorry. Please do not wait for a courier; customer service knows.',
  'sms.notReady':
    'FTGO: {restaurant} cannot have your order ready before it closes, so it will not be delivered. We are sorry. Please do not wait for a courier; customer service knows.',
  'sms.noCourier':
    'FTGO: no courier can collect your order from {restaurant} in time, so it will not be delivered. We are sorry. Please do not wait for a courier; customer service knows.',
  'sms.neverAccepted':
    'FTGO: {restaurant} has not accepted your order; we no longer expect that it will be delivered. We are sorry. Please do not wait for a courier; customer service knows.',
  'sms.stalled':
    'FTGO: we have heard nothing of your order from {restaurant} for far too long; we no longer expect that it will be delivered. We are sorry. Please do not wait for a courier; customer service knows.',
  'sms.expected':
    '{expected, select, range {Now expected {from} to {to}.} other {Now expected at about {from}.}}',
  'sms.offer': '{amount} credit for the delay: {link}',
  'sms.optOut': 'Reply STOP to opt out.',
} as const;
