/**
 * Keeps a library's modules apart, each a file of its own under its own name: whoever bundles the library
 * takes those that are used, and no other. An import of another module gets the ending that its file has.
 *
 * @type {import('esbuild').Plugin}
 */
export const modules = {
  name: 'modules',
  setup(build) {
    const ending = build.initialOptions.format === 'cjs' ? '.cjs' : '.js';
    build.onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: `${path}${ending}`, external: true },
    );
  },
};
