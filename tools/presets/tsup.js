import { readdirSync } from 'node:fs';
import { cwd } from 'node:process';
import { writeDeclarations } from './declarations.js';
import { leanCommander } from './lean-commander.js';
import { modules } from './modules.js';
import { parts } from './parts.js';
import { thirdPartyLicenses } from './third-party-licenses.js';

/** All of a library's source but what only its tests need. */
const modulesOf = (folder) =>
  readdirSync(folder, { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !/\.spec\.ts$|^testing\b/.test(file),
  );

/**
 * A published library: ESM and CJS with declarations for both, module by module, its dependencies left
 * to npm.
 *
 * @type {import('tsup').Options}
 */
export const library = {
  entry: ['src/**/*.ts', '!src/**/*.spec.ts', '!src/testing/**'],
  format: ['esm', 'cjs'],
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  clean: true,
  splitting: false,
  esbuildPlugins: [modules],
  onSuccess: async () => {
    writeDeclarations(cwd(), modulesOf('src'));
  },
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
  // Or what it removes would be resolved before a plugin sees it.
  removeNodeProtocol: false,
  banner: { js: '#!/usr/bin/env node' },
  esbuildPlugins: [parts, leanCommander, thirdPartyLicenses],
  esbuildOptions: (options) => {
    options.conditions = ['@chat/source'];
    // A part is loaded by require: import() would first load all that Node needs for ES modules.
    options.supported = { ...options.supported, 'dynamic-import': false };
  },
};
