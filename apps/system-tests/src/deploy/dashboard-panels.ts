/** One figure of the dashboard: what it shows and how it is asked for. */
export interface PanelPlan {
  readonly title: string;
  /** What a delivery manager reads at the panel's "i". */
  readonly meaning: string;
  /** A single figure for the whole period, or a line over time. */
  readonly form: 'figure' | 'lines';
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
}

/** A row of the dashboard. */
export interface RowPlan {
  readonly title: string;
  readonly panels: readonly PanelPlan[];
}

const ON_TIME = 'order_outcomes_total{ending="delivered",punctuality="on_time"}';
const PROMISED = 'order_outcomes_total{ending="delivered",punctuality=~"on_time|late"}';

const quantile = (share: number, bucket: string, window: string): string =>
  `histogram_quantile(${share}, sum by (le) (increase(${bucket}[${window}])))`;

const DELIVERIES: RowPlan = {
  title: 'How we deliver',
  panels: [
    {
      title: 'On time',
      meaning: 'Of the delivered orders that had a promise, the share that kept it.',
      form: 'figure',
      unit: 'percentunit',
      queries: [
        {
          expr: `sum(increase(${ON_TIME}[$__range])) / sum(increase(${PROMISED}[$__range]))`,
          legend: 'on time',
        },
      ],
    },
    {
      title: 'Deliveries',
      meaning: 'Orders that were delivered, with or without a promise.',
      form: 'figure',
      unit: 'short',
      queries: [
        {
          expr: 'sum(increase(order_outcomes_total{ending="delivered"}[$__range]))',
          legend: 'delivered',
        },
      ],
    },
    {
      title: 'Nine of ten come before',
      meaning:
        'Minutes after the promise by which nine of ten orders were there; negative = early.',
      form: 'figure',
      unit: 'm',
      queries: [
        { expr: quantile(0.9, 'order_lateness_minutes_bucket', '$__range'), legend: 'minutes' },
      ],
    },
    {
      title: 'Lateness foreseen',
      meaning: 'Of the late orders, the share called at risk before the promise passed.',
      form: 'figure',
      unit: 'percentunit',
      queries: [
        {
          expr:
            'sum(increase(lateness_foreseen_total{foreseen="at_risk"}[$__range]))' +
            ' / sum(increase(lateness_foreseen_total[$__range]))',
          legend: 'foreseen',
        },
      ],
    },
    {
      title: 'Orders ended',
      meaning: 'How orders ended, and whether they kept their promise.',
      form: 'lines',
      unit: 'short',
      queries: [
        {
          expr: 'sum by (ending, punctuality) (increase(order_outcomes_total[$__rate_interval]))',
          legend: '{{ending}}, {{punctuality}}',
        },
      ],
    },
    {
      title: 'Minutes after the promise',
      meaning: 'Half, nine tenths and almost all of the orders were there by then.',
      form: 'lines',
      unit: 'm',
      queries: [0.5, 0.9, 0.99].map((share) => ({
        expr: quantile(share, 'order_lateness_minutes_bucket', '$__rate_interval'),
        legend: `${share * 100} %`,
      })),
    },
  ],
};

/** Every scanner measures the same; a shadow has its line while there is one. */
const byPolicy = (metric: string): PanelPlan['queries'] => [
  { expr: `max by (policy) (${metric}{window="1d"})`, legend: '{{policy}}' },
];

const FORESIGHT: RowPlan = {
  title: 'How well lateness is foreseen',
  panels: [
    {
      title: 'Warned rightly',
      meaning:
        'Precision: of the orders warned of within a day, the share that was late; live policy against shadow. Runbook: docs/runbooks/warnings-often-wrong.md.',
      form: 'lines',
      unit: 'percentunit',
      queries: byPolicy('detector_precision'),
    },
    {
      title: 'Warned at all',
      meaning:
        'Recall: of the late orders of a day, the share that was warned of before the promise; live policy against shadow. Runbook: docs/runbooks/warnings-often-missing.md.',
      form: 'lines',
      unit: 'percentunit',
      queries: byPolicy('detector_recall'),
    },
    {
      title: 'Warned ahead',
      meaning: 'Minutes from the warning to the promise, of the late orders of a day.',
      form: 'lines',
      unit: 'm',
      queries: byPolicy('detector_lead_minutes'),
    },
    {
      title: 'Changes of condition',
      meaning:
        'What each policy decided; the one in the shadow tells nobody. ops why ORDER tells a single order’s.',
      form: 'lines',
      unit: 'short',
      queries: [
        {
          expr: 'sum by (policy, condition) (increase(delayed_orders_changes_total[$__rate_interval]))',
          legend: '{{policy}}, {{condition}}',
        },
      ],
    },
    {
      title: 'Distance of the estimate',
      meaning:
        'How far the probabilities estimated a quarter of an hour before the promise were from the shares that came true; 0 is perfect. Runbook: docs/runbooks/estimate-miscalibrated.md.',
      form: 'lines',
      unit: 'percentunit',
      queries: [
        { expr: 'max by (window) (estimate_calibration_gap)', legend: 'distance, {{window}}' },
      ],
    },
    {
      title: 'Error of the estimate',
      meaning:
        'The mean squared error of the probability (Brier’s score); the smaller the better, and saying the usual share of lateness each time is what it has to beat.',
      form: 'lines',
      unit: 'none',
      queries: [{ expr: 'max by (window) (estimate_brier_score)', legend: 'error, {{window}}' }],
    },
  ],
};

const TOLD: RowPlan = {
  title: 'What customers were told',
  panels: [
    {
      title: 'Decisions',
      meaning: 'Orders found at risk, late or undeliverable, and those that recovered.',
      form: 'lines',
      unit: 'short',
      queries: [
        {
          expr: 'sum by (condition) (increase(delayed_orders_decisions_total[$__rate_interval]))',
          legend: '{{condition}}',
        },
      ],
    },
    {
      title: 'Notifications',
      meaning:
        'What became of the notifications; suppressed = no longer true when it was to go out.',
      form: 'lines',
      unit: 'short',
      queries: [
        {
          expr: 'sum by (audience, state) (increase(notifications_total[$__rate_interval]))',
          legend: '{{audience}}, {{state}}',
        },
      ],
    },
    {
      title: 'Sent and delivered',
      meaning:
        'What the providers said of the messages of the last day after they had taken them; none = nothing yet, or nothing ever.',
      form: 'lines',
      unit: 'short',
      queries: [
        {
          expr: 'max by (channel, receipt) (notifications_by_receipt)',
          legend: '{{channel}}, {{receipt}}',
        },
      ],
    },
    {
      title: 'Offers made',
      meaning: 'Compensation offers reserved against the budget.',
      form: 'figure',
      unit: 'short',
      queries: [
        {
          expr: 'sum(increase(offers_total{outcome="reserved"}[$__range])) or vector(0)',
          legend: 'made',
        },
      ],
    },
    {
      title: 'Offers accepted',
      meaning: 'Offers that customers took.',
      form: 'figure',
      unit: 'short',
      queries: [
        {
          expr: 'sum(increase(offers_accepted_total{outcome="accepted"}[$__range])) or vector(0)',
          legend: 'accepted',
        },
      ],
    },
    {
      title: 'Budget left',
      meaning: 'What the offers may still cost, in the main unit of the currency.',
      form: 'figure',
      unit: 'short',
      queries: [{ expr: 'min(offer_budget_remaining_cents) / 100', legend: 'left' }],
    },
  ],
};

const OPERATIONS: RowPlan = {
  title: 'Is the service well?',
  panels: [
    {
      title: 'Newest news of the monolith',
      meaning: 'How old the newest applied message is. Runbook: docs/runbooks/replica-stale.md.',
      form: 'figure',
      unit: 's',
      queries: [{ expr: 'time() - max(replica_as_of_seconds)', legend: 'age' }],
    },
    {
      title: 'Messages',
      meaning: 'Messages of the monolith per second, by what became of them.',
      form: 'lines',
      unit: 'short',
      queries: [
        {
          expr: 'sum by (outcome) (rate(replica_messages_total[$__rate_interval]))',
          legend: '{{outcome}}',
        },
      ],
    },
    {
      title: 'Waiting',
      meaning:
        'Orders due and not yet assessed; seconds that the oldest decision waits to be sent.',
      form: 'lines',
      unit: 'short',
      queries: [
        { expr: 'max(delay_scanner_due_orders)', legend: 'orders due' },
        { expr: 'max(outbox_oldest_age_seconds)', legend: 'oldest in the outbox, s' },
      ],
    },
    {
      title: 'Apps',
      meaning: 'Instances of each app that answer.',
      form: 'lines',
      unit: 'short',
      queries: [{ expr: 'sum by (app) (build_info)', legend: '{{app}}' }],
    },
  ],
};

/** What the dashboard "Delivery statistics" shows, from top to bottom. */
export const DASHBOARD_ROWS: readonly RowPlan[] = [DELIVERIES, FORESIGHT, TOLD, OPERATIONS];
