import { cp } from 'node:fs/promises';
import { program } from '../../tools/presets/tsup.js';

export default {
  ...program,
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
