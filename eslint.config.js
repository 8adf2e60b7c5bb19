import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const libraries = [
  'layer:framing',
  'layer:protocol',
  'layer:hub',
  'layer:cluster',
  'layer:session',
];

/**
 * Arrows run downward only: framing <- protocol <- hub <- cluster <- apps <- tools, and protocol <- session <- apps. What apps share beside
 * the libraries, since it does I/O, is an edge; what tests stand on is a fixture, which any test may use.
 * The page is an app that has no use for a hub; the site shows what framing does.
 */
const boundaries = [
  { sourceTag: 'layer:framing', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:protocol', onlyDependOnLibsWithTags: ['layer:framing'] },
  { sourceTag: 'layer:hub', onlyDependOnLibsWithTags: ['layer:framing', 'layer:protocol'] },
  {
    sourceTag: 'layer:cluster',
    onlyDependOnLibsWithTags: ['layer:framing', 'layer:protocol', 'layer:hub'],
  },
  { sourceTag: 'layer:session', onlyDependOnLibsWithTags: ['layer:framing', 'layer:protocol'] },
  { sourceTag: 'layer:edge', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: [...libraries, 'layer:edge'] },
  {
    sourceTag: 'layer:page',
    onlyDependOnLibsWithTags: ['layer:framing', 'layer:protocol', 'layer:session'],
  },
  { sourceTag: 'layer:site', onlyDependOnLibsWithTags: ['layer:framing'] },
  { sourceTag: 'layer:fixture', onlyDependOnLibsWithTags: ['layer:fixture'] },
  {
    sourceTag: 'layer:tool',
    onlyDependOnLibsWithTags: [...libraries, 'layer:tool', 'layer:fixture'],
  },
];

const boundariesOfTests = boundaries.map(({ sourceTag, onlyDependOnLibsWithTags }) => ({
  sourceTag,
  onlyDependOnLibsWithTags: [...onlyDependOnLibsWithTags, 'layer:fixture'],
}));

export default tseslint.config(
  { ignores: ['**/dist', '**/coverage', '**/.nx', 'docs/api'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/src/testing/**/*.ts', 'apps/web/e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundariesOfTests }],
    },
  },
  {
    // Pages have no node: modules.
    files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx', 'docs/src/lab/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: builtinModules, patterns: ['node:*'] }],
    },
  },
  {
    // Sans-I/O: these touch no socket, timer, clock, console or environment. Those that do are entries.
    files: ['libs/*/src/**/*.ts'],
    ignores: [
      '**/*.spec.ts',
      'libs/*/src/testing/**',
      'libs/session/src/node.ts',
      'libs/session/src/tcp.ts',
    ],
    rules: {
      'no-restricted-imports': ['error', { paths: builtinModules, patterns: ['node:*'] }],
    },
  },
  {
    // Read before they are run: what every Node has is not imported.
    files: ['examples/*.mjs'],
    languageOptions: { globals: { console: false, setImmediate: false, URL: false } },
  },
);
