import preset from './jest.preset.mjs';

/** Every project at once, for `npm test`; `nx test <project>` runs one. */
export default {
  ...preset,
  rootDir: '.',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
};
