import { dashboardExpressions } from './testing/dashboard-expressions.js';
import { proveDashboard } from './testing/dashboard-proof.js';
import { describeIf } from './testing/describe-if.js';
import { startPretendedApp } from './testing/pretended-app.js';
import { lackingPrometheus } from './testing/prometheus-server.js';

describeIf(lackingPrometheus(), 'a Prometheus that reads an app', () => {
  it('answers every query of the dashboard with a figure', async () => {
    const app = await startPretendedApp();

    const proved = await proveDashboard({ targets: [app], minutes: 0.5, figures: true });
    await app.stop();

    expect(proved).toHaveLength(dashboardExpressions().length);
  });

  it('shows which query stays without an answer, though `or vector(0)` would hide it', async () => {
    const app = await startPretendedApp(['offers_accepted_total', 'build_info']);

    const proof = proveDashboard({ targets: [app], minutes: 0.03 });

    await expect(proof).rejects.toThrow(
      /Apps: .*no app exposes build_info|Offers accepted: .*no app exposes offers_accepted_total/,
    );
    await app.stop();
  });
});
