import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom (DESIGN 2). The graph of `nx graph` has these arrows and no others. */
const ARROWS = [
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain'],
    bannedExternalImports: ['*'],
  },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:platform'] },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:platform'],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:adapter', 'type:platform'],
  },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:adapter', 'type:platform'],
  },
  { sourceTag: 'scope:platform', onlyDependOnLibsWithTags: ['scope:platform'] },
];

const CLOCK_AND_CHANCE = [
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'time is handed in: no new Date()'],
  [
    'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    'time is handed in: no Date.now()',
  ],
  [
    'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    'chance is handed in: no Math.random()',
  ],
  ['MemberExpression[object.name="performance"]', 'time is handed in: no performance'],
  ['MemberExpression[object.name="crypto"]', 'ids are handed in: no crypto'],
].map(([selector, message]) => ({ selector, message }));

const PROCESS_ENV = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'the environment is read in *.config.ts only',
};

/** It deletes the queue with the messages in it. */
const FORCE_DELETE = {
  selector: 'Identifier[name="forceDeleteAssertQueueErrorHandler"]',
  message: 'this handler deletes the queue with its messages',
};

const TESTS = ['**/*.spec.ts', '**/testing/**/*.ts', 'apps/system-tests/**/*.ts'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.local/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({
          extensionAlias: { '.js': ['.ts', '.js'] },
          conditionNames: ['@ftgo/source', 'node', 'import', 'default'],
        }),
      ],
    },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: ARROWS, banTransitiveDependencies: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': ['error', PROCESS_ENV, FORCE_DELETE],
      // Circular classes load under Jest and crash under Node's ESM.
      'import-x/no-cycle': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, IIFEs: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/delayed-orders/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', PROCESS_ENV, ...CLOCK_AND_CHANCE],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'the domain imports nothing' }] },
      ],
    },
  },
  {
    files: ['**/*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', FORCE_DELETE] },
  },
  {
    // Made by a program, read by programs.
    files: ['**/*.generated.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: TESTS,
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
  {
    files: ['libs/delayed-orders/domain/src/**/*.spec.ts', 'libs/**/contracts/src/**/*.spec.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
);
