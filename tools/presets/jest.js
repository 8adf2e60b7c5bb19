/**
 * The jest configuration of every project: TypeScript through swc, and the workspace's libraries
 * read from their source (the `@chat/source` condition), with no build first. A test has a minute,
 * which a slow machine may need; none on a fast one takes it.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@chat/source', 'node', 'node-addons'] },
  testTimeout: 60_000,
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
      },
    ],
  },
};
