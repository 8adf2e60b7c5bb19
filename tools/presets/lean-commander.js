/**
 * Commander without `node:child_process`, which it needs only for commands that are programs of their own, and
 * loads always. No program here has any.
 *
 * @type {import('esbuild').Plugin}
 */
export const leanCommander = {
  name: 'lean-commander',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /\bnode_modules\/commander\//.test(importer) ? { path, namespace: 'empty' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }));
  },
};
