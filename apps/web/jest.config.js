import preset from '../../tools/presets/jest.js';

/** The short story is told on every `npm test`; the others by `nx e2e web`. */
export default {
  ...preset,
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/e2e/{story,size}.spec.ts'],
};
