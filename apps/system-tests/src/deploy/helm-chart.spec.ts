import { variablesReadBy } from './testing/app-variables.js';
import { deployFile } from './testing/deploy-file.js';
import { describeIf } from './testing/describe-if.js';
import type { Manifest } from './testing/helm-chart.js';
import { lackingHelm, lintChart, renderChart, templateChart } from './testing/helm-chart.js';
import { kubernetesChecker, lackingKubernetesSchema } from './testing/kubernetes-schema.js';
import type { Pod } from './testing/pod-templates.js';
import { podsOf, variablesOf } from './testing/pod-templates.js';

const APPS = [
  'delay-scanner',
  'delayed-orders-api',
  'notification-dispatcher',
  'replica-ingestion',
];
const SECRETS = [
  'DATABASE_URL',
  'RABBITMQ_URL',
  'SMTP_URL',
  'OFFER_LINK_KEY',
  'ADDRESS_DIGEST_KEY',
];
const helmIsLacking = lackingHelm();

const rendered = (): Manifest[] => renderChart();
const only = (kind: string, manifests: Manifest[]): Manifest[] =>
  manifests.filter((manifest) => manifest.kind === kind);
const component = ({ labels }: Pod): string => labels['app.kubernetes.io/component'] ?? '';

describeIf(helmIsLacking, 'the chart', () => {
  it('passes `helm lint --strict`', () => {
    const answer = lintChart();

    expect(answer.said).toContain('0 chart(s) failed');
    expect(answer.exitCode).toBe(0);
  });

  it('deploys every app, and the migration before them', () => {
    const manifests = rendered();

    expect(podsOf(manifests).map(component).sort()).toEqual([...APPS, 'schema-migration'].sort());
    expect(only('Job', manifests)[0]?.metadata.annotations).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
    });
  });

  it('starts each app from the one image by its argument', () => {
    for (const pod of podsOf(rendered())) {
      expect(pod.spec.containers[0].args).toEqual([`apps/${component(pod)}/main.js`]);
    }
  });

  it('lets the migration use no object of the release, which is not there before it', () => {
    const job = podsOf(rendered()).find(({ owner }) => owner.kind === 'Job');

    expect(job?.spec.serviceAccountName).toBeUndefined();
    expect(job?.spec.containers[0].envFrom).toBeUndefined();
  });

  it('prints every number as a number, however large', () => {
    const manifests = renderChart('apps.delay-scanner.settings.OFFER_BUDGET_CENTS=25000000');
    const scanner = only('ConfigMap', manifests).find(({ metadata }) =>
      metadata.name.endsWith('delay-scanner'),
    );

    expect(scanner?.data).toMatchObject({
      OFFER_BUDGET_CENTS: '25000000',
      SCANNER_TICK_MS: '1000',
    });
  });

  it('leaves the number of pods to the autoscaler where there is one', () => {
    const manifests = renderChart('apps.delay-scanner.autoscaling.enabled=true');
    const [autoscaler, ...others] = only('HorizontalPodAutoscaler', manifests);
    const scanner = only('Deployment', manifests).find(
      ({ metadata }) => metadata.name === autoscaler?.metadata.name,
    );

    expect(others).toEqual([]);
    expect(scanner?.spec).not.toHaveProperty('replicas');
  });
});

describeIf(helmIsLacking, 'every pod of the chart', () => {
  it('has resources, and each app has its probes', () => {
    for (const { owner, spec } of podsOf(rendered())) {
      const [container] = spec.containers;
      expect(container.resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
      if (owner.kind === 'Deployment') {
        expect(container.livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'http' });
        expect(container.readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'http' });
      }
    }
  });

  it('runs as nobody in particular, on a read-only disk, without rights or a token', () => {
    for (const { spec } of podsOf(rendered())) {
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10_001,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(spec.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
    }
  });

  it('has longer than the 10 s that an app needs to stop', () => {
    const apps = podsOf(rendered()).filter(({ owner }) => owner.kind === 'Deployment');

    for (const { spec } of apps) expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(10);
  });

  it('gets its secrets as files and never in a variable or a ConfigMap', () => {
    const manifests = rendered();

    for (const { spec } of podsOf(manifests)) {
      for (const { name, value } of spec.containers[0].env ?? []) {
        expect(SECRETS.map((secret) => `${secret}_FILE`)).toContain(name);
        expect(value).toBe(`/run/secrets/delayed-delivery/${name.replace(/_FILE$/, '')}`);
      }
    }
    for (const { data } of only('ConfigMap', manifests)) {
      expect(Object.keys(data ?? {}).filter((name) => SECRETS.includes(name))).toEqual([]);
    }
  });

  it('gets only variables that its app reads', () => {
    const manifests = rendered();

    for (const pod of podsOf(manifests)) {
      const read = variablesReadBy(component(pod));
      if (!read) continue;
      expect(read).toEqual(expect.arrayContaining(variablesOf(pod.spec.containers[0], manifests)));
    }
  });
});

describeIf(helmIsLacking, 'the network of the chart', () => {
  const policies = (manifests: Manifest[]) => only('NetworkPolicy', manifests);

  it('denies everything first', () => {
    const deny = policies(rendered()).find(({ metadata }) => metadata.name.endsWith('-deny'));

    expect(deny?.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(deny?.spec).not.toHaveProperty('ingress');
    expect(deny?.spec).not.toHaveProperty('egress');
  });

  it.each([
    ['delayed-orders-api', 2, [53, 5432, 5671, 5672]],
    ['delay-scanner', 1, [53, 5432, 5671, 5672]],
    ['notification-dispatcher', 1, [53, 465, 587, 5432, 5671, 5672, 8080]],
    ['schema-migration', 0, [53, 5432]],
  ])('lets %s be called by %i peers and call these ports: %j', (app, callers, ports) => {
    const policy = policies(rendered()).find(({ metadata }) => metadata.name.endsWith(app));
    const { ingress = [], egress } = policy?.spec as {
      ingress?: unknown[];
      egress: { ports: { port: number }[] }[];
    };
    const open = egress.flatMap((rule) => rule.ports.map(({ port }) => port));

    expect(ingress).toHaveLength(callers);
    expect([...new Set(open)].sort((a, b) => a - b)).toEqual(ports);
  });
});

describeIf(helmIsLacking, 'values.schema.json', () => {
  it.each([
    ['an unknown key', 'replicaCount=3', 'replicaCount is not allowed'],
    ['an app that does not exist', 'apps.couriers.replicas=1', 'couriers is not allowed'],
    [
      'a misspelt variable',
      'apps.delay-scanner.settings.SCANER_TICK_MS=500',
      'SCANER_TICK_MS is not allowed',
    ],
    ['a port for root', 'commonSettings.HTTP_PORT=80', 'greater than or equal to 1024'],
    ['a port that is none', 'commonSettings.HTTP_PORT=http', 'Expected: integer'],
    ['a log level that is none', 'commonSettings.LOG_LEVEL=loud', 'must be one of'],
    [
      'a secret in the place of its reference',
      'migration.secretFiles.DATABASE_URL=postgres://ftgo:ajanta@db/delayed',
      'Expected: object',
    ],
    [
      'a secret among the settings',
      'apps.notification-dispatcher.settings.SMTP_URL=smtp://mail',
      'SMTP_URL is not allowed',
    ],
    [
      'a password in a URL',
      'apps.notification-dispatcher.settings.MONOLITH_URL=http://ftgo:ajanta@monolith',
      'Does not match pattern',
    ],
    ['too short a time to stop', 'terminationGracePeriodSeconds=10', 'or equal to 11'],
    ['a tag that moves', 'image.tag=latest', 'image.tag'],
    [
      'a peer that nobody knows',
      'apps.delay-scanner.reaches={postgresql,internet}',
      'must be one of',
    ],
  ])('refuses %s', (_what, value, reason) => {
    const answer = templateChart(value);

    expect(answer.said).toContain(reason);
    expect(answer.exitCode).not.toBe(0);
  });

  it.each([
    ['PUBLIC_URL', 'apps.delayed-orders-api.settings.PUBLIC_URL=https://other.ftgo.example'],
    ['OFFER_LINK_KEY', 'apps.delayed-orders-api.secretFiles.OFFER_LINK_KEY.key=other'],
    ['ADDRESS_DIGEST_KEY', 'apps.delayed-orders-api.secretFiles.ADDRESS_DIGEST_KEY.key=other'],
  ])('is helped by the chart, which refuses two different values of %s', (name, value) => {
    expect(templateChart(value).said).toContain(`${name} of notification-dispatcher and of`);
  });

  it.each([
    ['no secret', 'apps.notification-dispatcher.settings.SMS_URL=https://sms.example/m'],
    [
      'no address',
      'apps.notification-dispatcher.secretFiles.CASE_TOKEN.secretName=crm,apps.notification-dispatcher.secretFiles.CASE_TOKEN.key=token',
    ],
  ])('refuses a further channel that has %s', (_what, value) => {
    expect(templateChart(value).said).toContain('give both or neither');
  });

  it('refuses a channel that the network policy would not let out', () => {
    const channel = [
      'apps.notification-dispatcher.settings.WEBHOOK_URL=https://partner.example/hooks',
      'apps.notification-dispatcher.secretFiles.WEBHOOK_SECRET.secretName=webhook',
      'apps.notification-dispatcher.secretFiles.WEBHOOK_SECRET.key=secret',
    ].join(',');
    const reaches = 'apps.notification-dispatcher.reaches={postgresql,amqp,smtp,monolith,https}';
    expect(templateChart(channel).said).toContain('needs https in reaches');
    expect(templateChart(`${channel},${reaches}`).exitCode).toBe(0);
  });

  it('leaves no object open to unknown keys but those that Kubernetes itself describes', () => {
    const schema = JSON.parse(deployFile('helm/delayed-delivery/values.schema.json')) as unknown;

    expect(openObjects(schema)).toEqual([
      '/properties/global',
      '/properties/tolerations/items',
      '/definitions/textMap',
      '/definitions/peers/items',
    ]);
  });
});

describeIf(helmIsLacking ?? lackingKubernetesSchema(), 'the rendered manifests', () => {
  it('are what Kubernetes 1.36 accepts, field by field', () => {
    const check = kubernetesChecker();
    const everything = renderChart(
      ...APPS.map((app) => `apps.${app}.autoscaling.enabled=true`),
      'imagePullSecrets[0].name=registry',
      'nodeSelector.disk=ssd',
      'podAnnotations.team=deliveries',
    );

    expect(everything.flatMap(check)).toEqual([]);
    expect(rendered().flatMap(check)).toEqual([]);
  });

  it('would be refused for a misspelt field, a wrong type or a version that is gone', () => {
    const check = kubernetesChecker();
    const service = only('Service', rendered())[0] as Manifest;

    expect(check({ ...service, spec: { ...service.spec, selektor: {} } })).toHaveLength(1);
    expect(check({ ...service, spec: { ports: [{ port: 'eighty' }] } })).toHaveLength(1);
    expect(check({ ...service, apiVersion: 'v0' })).toEqual(['v0 Service: no such kind']);
  });
});

/** Paths of a schema's objects that take any key. */
function openObjects(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, additionalProperties } = schema as Record<string, unknown>;
  return [
    ...(type === 'object' && additionalProperties !== false ? [path] : []),
    ...Object.entries(schema).flatMap(([key, value]) => openObjects(value, `${path}/${key}`)),
  ];
}
