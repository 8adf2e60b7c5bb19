import { parts } from './parts.js';
import { thirdPartyLicenses } from './third-party-licenses.js';

/** What TypeScript 6 needs so that tsup can bundle declarations. */
const dts = { compilerOptions: { ignoreDeprecations: '6.0' } };

/**
 * A published library: ESM and CJS with declarations for both, its dependencies left to npm.
 *
 * @type {import('tsup').Options}
 */
export const library = {
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'es2022',
  platform: 'neutral',
  clean: true,
  dts,
};

/**
 * A program: one CommonJS file, the form that Node starts fastest, with everything it uses inside,
 * and the licences of that beside it. What only some starts need can be an entry beside the first.
 *
 * @type {import('tsup').Options}
 */
export const program = {
  entry: ['src/main.ts'],
  format: ['cjs'],
  target: 'node20',
  platform: 'node',
  clean: true,
  noExternal: [/./],
  banner: { js: '#!/usr/bin/env node' },
  esbuildPlugins: [parts, thirdPartyLicenses],
  esbuildOptions: (options) => {
    options.conditions = ['@chat/source'];
    // A part is loaded by require: import() would first load all that Node needs for ES modules.
    options.supported = { ...options.supported, 'dynamic-import': false };
  },
};
