import { readFileSync } from 'node:fs';
import { proveDashboard } from './dashboard-proof.js';
import { LIVE_APPS_FILE } from './deploy-tests.config.js';
import { describeIf } from './describe-if.js';
import type { LiveApp } from './prometheus-server.js';
import { lackingPrometheus } from './prometheus-server.js';

const noApps = LIVE_APPS_FILE
  ? undefined
  : 'LIVE_APPS_FILE names no file like [{"app":"delay-scanner","url":"http://127.0.0.1:8081"}]';

describeIf(noApps ?? lackingPrometheus(), 'the dashboard on the apps as they run', () => {
  it('has an answer to each of its queries', async () => {
    const targets = JSON.parse(readFileSync(LIVE_APPS_FILE ?? '', 'utf8')) as LiveApp[];

    const proved = await proveDashboard({ targets, minutes: 1.5 });

    expect(proved.filter(({ series }) => series === 0)).toEqual([]);
  });
});
