import preset from '../../tools/presets/jest.js';

/** The configuration of `nx e2e`: one browser at a time, since what is seen in time is told of it. */
export default { ...preset, testMatch: ['<rootDir>/e2e/**/*.spec.ts'], maxWorkers: 1 };
