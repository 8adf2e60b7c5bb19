/*
 * Compiles `socket-send.c` with the system's C compiler (`cc`, or what the variable CC names), for any Node from
 * 20 on. Without a compiler it says so and leaves it at that: whoever uses this package can do without.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

const { include_dir: headers } = createRequire(import.meta.url)('node-api-headers');
const build = join(import.meta.dirname, '../build');
const compiler = process.env.CC ?? 'cc';

mkdirSync(build, { recursive: true });
const { error, status } = spawnSync(
  compiler,
  [
    ...['-std=c11', '-D_GNU_SOURCE', '-DNAPI_VERSION=8', '-Wall', '-Wextra', '-O2'],
    ...(process.env.CFLAGS?.split(' ') ?? []),
    ...['-shared', '-fPIC', '-I', headers, '-o', join(build, 'socket-send.node')],
    join(import.meta.dirname, 'socket-send.c'),
  ],
  { stdio: 'inherit' },
);
if (error !== undefined) {
  process.stderr.write(
    `socket-send is not built, since there is no C compiler: ${error.message}\n`,
  );
} else process.exitCode = status ?? 1;
