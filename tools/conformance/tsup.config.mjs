import { program } from '../../tools/presets/tsup.js';

/** As every program, but `dependencies` stay outside: the one for terminals is native. */
export default { ...program, entry: ['src/main.ts', 'src/wiretap.ts'], noExternal: [] };
