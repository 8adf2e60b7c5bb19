import preset from '../../tools/presets/jest.js';

/** Every check with every mutant, which takes too long for `npm test`. */
export default { ...preset, testMatch: ['<rootDir>/src/mutants/matrix.ts'] };
