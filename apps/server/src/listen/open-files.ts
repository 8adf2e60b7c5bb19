import { readFileSync } from 'node:fs';

/**
 * Files that the server keeps for itself: what Node opens, the listening socket, the admin port, and
 * connections that are being refused.
 */
const RESERVED = 48;

/**
 * The connections for which the system lets this process open files, where the system tells (Linux).
 * Beyond, it could neither accept a connection nor say why not.
 */
export function connectionsByOpenFiles(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    const files = Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Infinity);
    return Math.max(1, files - RESERVED);
  } catch {
    return Infinity;
  }
}
