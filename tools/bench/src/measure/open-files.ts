import { execFileSync } from 'node:child_process';

/** Files, and so connections, that a process may have open at a time. Node.js goes up to the hard limit. */
export function openFileLimit(): number {
  const limit = execFileSync('/bin/sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Infinity : Number(limit);
}
