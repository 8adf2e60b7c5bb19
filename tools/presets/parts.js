import { basename, resolve } from 'node:path';

/**
 * What a program loads with `import()`, and names as an entry of its own, is a file beside the
 * program, which is not even read before it is asked for. A part and the program have no state in
 * common: each has its own copy of what both of them import.
 *
 * @type {import('esbuild').Plugin}
 */
export const parts = {
  name: 'parts',
  setup(build) {
    const entries = Object.values(build.initialOptions.entryPoints ?? {}).map((entry) =>
      resolve(String(entry)),
    );
    build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      if (!entries.includes(`${resolve(resolveDir, path)}.ts`)) return undefined;
      return { path: `./${basename(path)}.js`, external: true };
    });
  },
};
