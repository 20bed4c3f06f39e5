import { runProof } from './testing/run-proof.js';
import { loadWholeConfig } from './testing/whole.config.js';

const TEN_MINUTES = 600_000;
const config = loadWholeConfig();

describe('the proofs of the dispatcher in their short form', () => {
  it(
    'smtp-outcomes: whatever a relay does, the ledger knows what it means (I5)',
    async () => {
      const { figures, broken } = await runProof(config, 'smtp-outcomes', []);
      expect(broken).toEqual([]);
      expect(figures['as expected']).toBe(figures['outcomes']);
    },
    TEN_MINUTES,
  );

  it(
    'mail-once: each notice once at the relay, under kills and whims (I5)',
    async () => {
      const { figures, broken } = await runProof(config, 'mail-once', ['--orders', '80']);
      expect(broken).toEqual([]);
      expect(figures).toMatchObject({ notices: 80, 'lost or unexplained': 0 });
    },
    TEN_MINUTES,
  );
});
