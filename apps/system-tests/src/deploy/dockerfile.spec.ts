import { deployFile } from './testing/deploy-file.js';
import { dockerfileStages } from './testing/dockerfile.js';
import { describeIf } from './testing/describe-if.js';
import { lackingHelm, renderChart } from './testing/helm-chart.js';
import { podsOf } from './testing/pod-templates.js';

const stages = dockerfileStages();
const image = stages.at(-1);
const of = (keyword: string) =>
  (image?.instructions ?? []).filter((each) => each.keyword === keyword).map(({ rest }) => rest);
const everyRun = stages.flatMap(({ instructions }) =>
  instructions.filter(({ keyword }) => keyword === 'RUN').map(({ rest }) => rest),
);

describe('the image', () => {
  it('starts from one named Node on each stage, never from a tag that moves between majors', () => {
    expect([...new Set(stages.map((stage) => stage.image))]).toEqual(['node:24-slim']);
  });

  it('never runs as root, and says so by number', () => {
    expect(of('USER')).toEqual(['10001:10001']);
    const last = image?.instructions.map(({ keyword }) => keyword).filter((each) => each !== 'RUN');
    expect(last?.slice(-3)).toEqual(['USER', 'ENTRYPOINT', 'CMD']);
  });

  it("runs no package's install script", () => {
    const installs = everyRun.filter((run) => /npm (ci|i|install)/.test(run));

    expect(installs).toHaveLength(2);
    expect(
      installs.every((run) => run.startsWith('npm ci ') && run.includes('--ignore-scripts')),
    ).toBe(true);
  });

  it('holds production packages and built apps, and is built without a command of its own', () => {
    expect(everyRun.join()).toContain('--omit=dev');
    expect(of('RUN')).toEqual([]);
    expect(of('COPY')).toEqual([
      '--from=packages /workspace/node_modules ./node_modules',
      '--from=build /workspace/package.json ./package.json',
      '--from=build /workspace/dist/apps ./apps',
    ]);
  });

  it('starts node itself, so that node gets SIGTERM, and takes the app as argument', () => {
    expect(of('ENTRYPOINT')).toEqual(['["node", "--enable-source-maps"]']);
    expect(of('CMD')).toEqual(['["apps/delayed-orders-api/main.js"]']);
  });

  it('leaves judging its health to the probes of Kubernetes', () => {
    expect(of('HEALTHCHECK')).toEqual([]);
  });

  it('never gets a secret while it is built', () => {
    const words = stages
      .flatMap(({ instructions }) => instructions.map(({ rest }) => rest))
      .join('\n');

    expect(words).not.toMatch(/password|secret|token|_URL=/i);
  });
});

describe('what the build may see', () => {
  const lines = deployFile('docker/Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));

  it('is a list of what it needs: everything else is left out', () => {
    expect(lines[0]).toBe('*');
    expect(lines.filter((line) => line.startsWith('!')).sort()).toEqual(
      [
        '.npmrc',
        'apps',
        'libs',
        'nx.json',
        'package-lock.json',
        'package.json',
        'tools',
        'tsconfig.base.json',
      ].map((name) => `!${name}`),
    );
  });

  it('holds no installed packages, no built files and no environment files', () => {
    expect(lines).toEqual(expect.arrayContaining(['**/node_modules', '**/dist', '**/.env*']));
  });
});

describeIf(lackingHelm(), 'the image and the chart', () => {
  it('agree on the user and on how an app is called', () => {
    for (const { spec } of podsOf(renderChart())) {
      expect(spec.securityContext).toMatchObject({ runAsUser: 10_001, runAsGroup: 10_001 });
      expect(spec.containers[0].args[0]).toMatch(/^apps\/[a-z-]+\/main\.js$/);
    }
  });
});
