import { program } from '../../tools/presets/tsup.js';

export default {
  ...program,
  // What is shorter is read sooner, and people wait for this to start.
  minify: true,
  // Who writes into a pipe waits for nothing that a terminal needs.
  entry: { main: 'src/main.ts', terminal: 'src/terminal/terminal.ts' },
};
