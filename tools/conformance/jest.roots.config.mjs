import preset from '../../tools/presets/jest.js';

/** Whether what the kit names first was planted, which takes too long for `npm test`. */
export default { ...preset, testMatch: ['<rootDir>/src/mutants/indictment.ts'] };
