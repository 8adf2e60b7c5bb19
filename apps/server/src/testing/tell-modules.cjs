// Before a program: has it write, when it exits, which modules it had loaded.
process.on('exit', () => {
  require('node:fs').writeSync(2, `modules: ${Object.keys(require.cache).join(' ')}\n`);
});
