/**
 * One Jest set-up for every project: ESM, SWC, the workspace's own sources.
 * TEST_LEVEL chooses what runs: `unit` (default; pure, milliseconds), `integration` (real
 * PostgreSQL and RabbitMQ), `system` (the built apps as processes).
 */
const level = process.env.TEST_LEVEL ?? 'unit';

const suffixes = { unit: 'spec', integration: 'int.spec', system: 'e2e.spec' };
const others = Object.values(suffixes).filter((suffix) => suffix !== 'spec');

export default {
  testEnvironment: 'node',
  testMatch: [`**/src/**/*.${suffixes[level]}.ts`],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    ...(level === 'unit' ? others.map((suffix) => `\\.${suffix.replace('.', '\\.')}\\.ts$`) : []),
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@ftgo/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Only what hangs ever takes so long, on whatever machine.
  testTimeout: level === 'unit' ? 60_000 : 180_000,
  passWithNoTests: true,
};
