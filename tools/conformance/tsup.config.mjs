import { program } from '../../tools/presets/tsup.js';

/** As every program, but `dependencies` stay outside: the one for terminals is native. */
export default {
  ...program,
  entry: {
    main: 'src/main.ts',
    wiretap: 'src/wiretap.ts',
    'three-servers': 'src/three/servers.ts',
  },
  noExternal: [],
};
