import { cp } from 'node:fs/promises';
import { program } from '../../tools/presets/tsup.js';

export default {
  ...program,
  // Not everybody has it: it is found when the program runs, or is not.
  noExternal: [/^(?!@chat\/socket-send$)/],
  external: ['@chat/socket-send'],
  entry: {
    main: 'src/main.ts',
    'stderr-log': 'src/operation/stderr-log.ts',
    admin: 'src/operation/admin.ts',
    cluster: 'src/operation/cluster.ts',
    tls: 'src/listen/tls.ts',
    web: 'src/web/web.ts',
  },
  onSuccess: () => cp('../web/dist', 'dist/web', { recursive: true }),
};
