import { program } from '../../tools/presets/tsup.js';

/**
 * The bench itself, and the programs that it starts. `dependencies` stay outside: that one comes
 * without its licence, which it would need inside.
 */
export default {
  ...program,
  noExternal: [],
  entry: {
    main: 'src/main.ts',
    generator: 'src/load/generator.ts',
    codec: 'src/codec/main.ts',
    sizing: 'src/sizing/main.ts',
    'naive-relay': 'src/peers/naive-relay.ts',
    'ws-relay': 'src/peers/ws-relay.ts',
    'socket-io-relay': 'src/peers/socket-io-relay.ts',
  },
};
