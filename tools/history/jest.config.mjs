import preset from '../../tools/presets/jest.js';

/** As every project, but one dependency is an ES module, which jest has to be given as CommonJS. */
export default {
  ...preset,
  transform: { '\\.[jt]s$': preset.transform['\\.ts$'] },
  transformIgnorePatterns: ['/node_modules/(?!(.pnpm/)?markdown-table\\b)'],
};
