import preset from '../../tools/presets/jest.js';

/** Every innocent with every must, which takes too long for `npm test`. */
export default { ...preset, testMatch: ['<rootDir>/src/mutants/acquittal.ts'] };
