/** Where a started program finds its servers. */
export interface Servers {
  readonly databaseUrl: string;
  readonly brokerUrl: string;
}

const SECRET = 'ajanta-ajanta-ajanta-ajanta-ajanta-ajanta';

const KNOWS_CUSTOMERS = {
  PUBLIC_URL: 'http://127.0.0.1:8080',
  OFFER_LINK_KEY: SECRET,
  ADDRESS_DIGEST_KEY: SECRET,
};

/** What each program needs to be told beside its servers. */
const FURTHER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'replica-ingestion': {},
  'delay-scanner': { SCANNER_TICK_MS: '200', RELAY_TICK_MS: '100' },
  'notification-dispatcher': {
    ...KNOWS_CUSTOMERS,
    MONOLITH_URL: 'http://127.0.0.1:9',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
    MAIL_DOMAIN: 'ftgo.example',
    CUSTOMER_SERVICE_EMAIL: 'desk@ftgo.example',
  },
  'delayed-orders-api': KNOWS_CUSTOMERS,
  'monolith-simulator': {},
};

/** The names of the programs that serve until they are stopped. */
export const LONG_RUNNING_APPS = Object.keys(FURTHER);

/** A complete environment for a program. */
export function environmentFor(app: string, servers: Servers): Record<string, string> {
  const { databaseUrl, brokerUrl } = servers;
  return { DATABASE_URL: databaseUrl, RABBITMQ_URL: brokerUrl, ...FURTHER[app] };
}

/** The variables that a program does not start without. */
export function requiredVariablesOf(app: string): string[] {
  const required = Object.keys(environmentFor(app, { databaseUrl: '', brokerUrl: '' }));
  return required.filter((name) => !name.endsWith('_TICK_MS'));
}
