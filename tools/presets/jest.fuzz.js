import process from 'node:process';
import preset from './jest.js';

/**
 * The configuration of `nx fuzz`: the same tests, but each property runs much more often.
 *
 * @param {number} runs how often, where the variable `FUZZ` does not say it
 * @returns {import('jest').Config}
 */
export function fuzz(runs) {
  return {
    ...preset,
    globals: { FUZZ: Number(process.env.FUZZ ?? runs) },
    setupFiles: ['<rootDir>/../../tools/presets/fuzz.cjs'],
    testTimeout: 3_600_000,
  };
}
