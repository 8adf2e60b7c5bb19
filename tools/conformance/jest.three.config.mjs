import preset from '../../tools/presets/jest.js';

/** Every check that several servers can be asked, which takes too long for `npm test`. */
export default { ...preset, testMatch: ['<rootDir>/src/three/all.ts'] };
