import { program } from '../../tools/presets/tsup.js';

export default {
  ...program,
  entry: ['src/main.ts', 'src/stderr-log.ts', 'src/admin.ts', 'src/tls.ts'],
};
