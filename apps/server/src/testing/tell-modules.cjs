// Before a program: has it write, when it exits, which modules it had loaded.
const process = require('node:process');
const { writeSync } = require('node:fs');

process.on('exit', () => {
  writeSync(2, `modules: ${Object.keys(require.cache).join(' ')}\n`);
});
