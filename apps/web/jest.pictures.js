import preset from '../../tools/presets/jest.js';

/** The configuration of `nx pictures`, which draws what the documents show. */
export default { ...preset, testMatch: ['<rootDir>/e2e/pictures.ts'] };
