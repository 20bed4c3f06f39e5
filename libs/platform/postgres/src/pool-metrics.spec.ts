import { Registry } from '@ftgo/platform-observability';
import { exposePool } from './index.js';

describe('exposePool', () => {
  it('shows connections in use and idle and the callers without one, as they are when asked', async () => {
    const registry = new Registry();
    const pool = { totalCount: 5, idleCount: 2, waitingCount: 0 };
    exposePool(pool, registry);
    pool.waitingCount = 7;
    const metrics = await registry.metrics();
    expect(metrics).toContain('database_pool_connections{state="in_use"} 3');
    expect(metrics).toContain('database_pool_connections{state="idle"} 2');
    expect(metrics).toContain('database_pool_connections{state="waiting"} 7');
  });
});
