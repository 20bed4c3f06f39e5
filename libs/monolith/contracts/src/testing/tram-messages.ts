/** The body of an Eventuate Tram message. */
export interface SampleTramMessage {
  readonly payload: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const AGGREGATES = {
  Order: 'net.chrisrichardson.ftgo.orderservice.domain.Order',
  Restaurant: 'net.chrisrichardson.ftgo.restaurantservice.domain.Restaurant',
  Ticket: 'net.chrisrichardson.ftgo.kitchenservice.domain.Ticket',
  Courier: 'courierEvents',
};

const PACKAGES: Readonly<Record<keyof typeof AGGREGATES, string>> = {
  Order: 'net.chrisrichardson.ftgo.orderservice.api.events',
  Restaurant: 'net.chrisrichardson.ftgo.restaurantservice.events',
  Ticket: 'net.chrisrichardson.ftgo.kitchenservice.api.events',
  Courier: 'net.chrisrichardson.ftgo.deliveryservice.api.events',
};

/** The event `name` of order, restaurant, ticket or courier `id`, its payload JSON within JSON. */
export function tramMessage(
  aggregate: keyof typeof AGGREGATES,
  id: number,
  name: string,
  payload: unknown = {},
  headers: SampleTramMessage['headers'] = {},
): SampleTramMessage {
  return {
    payload: JSON.stringify(payload),
    headers: {
      ID: '000001a102f103c0-0242ac1300080000',
      DESTINATION: AGGREGATES[aggregate],
      PARTITION_ID: String(id),
      DATE: 'Sat, 3 Oct 2026 18:03:00 GMT',
      'event-type': `${PACKAGES[aggregate]}.${name}`,
      'event-aggregate-type': AGGREGATES[aggregate],
      'event-aggregate-id': String(id),
      ...headers,
    },
  };
}
