import preset from '../tools/presets/jest.js';

/** The configurations that pages show, each checked by the program that it is for: not all have these. */
export default { ...preset, testMatch: ['<rootDir>/src/configurations.ts'] };
