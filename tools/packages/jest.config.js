import preset from '../../tools/presets/jest.js';

/** @type {import('jest').Config} */
export default {
  ...preset,
  globalSetup: './src/jest-setup.ts',
  globalTeardown: './src/jest-teardown.ts',
  testTimeout: 240_000,
};
