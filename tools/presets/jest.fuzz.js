import preset from './jest.js';

/**
 * The configuration of `nx fuzz`: the same tests, but each property runs `FUZZ` times.
 *
 * @type {import('jest').Config}
 */
export default {
  ...preset,
  setupFiles: ['<rootDir>/../../tools/presets/fuzz.cjs'],
  testTimeout: 3_600_000,
};
