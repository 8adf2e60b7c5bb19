import { program } from '../../tools/presets/tsup.js';

/** The bench itself, and the programs that it starts. */
export default {
  ...program,
  entry: {
    main: 'src/main.ts',
    generator: 'src/load/generator.ts',
    'naive-relay': 'src/peers/naive-relay.ts',
    'ws-relay': 'src/peers/ws-relay.ts',
    'socket-io-relay': 'src/peers/socket-io-relay.ts',
  },
};
