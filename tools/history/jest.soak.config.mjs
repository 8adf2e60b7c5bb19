import config from './jest.config.mjs';

/** Many faults on many servers, which takes too long for `npm test`. */
export default { ...config, testMatch: ['<rootDir>/src/soak.ts'] };
