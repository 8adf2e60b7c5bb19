import { program } from '../../tools/presets/tsup.js';

export default {
  ...program,
  // Who writes into a pipe waits for nothing that a terminal needs.
  entry: { main: 'src/main.ts', terminal: 'src/terminal/terminal.ts' },
};
