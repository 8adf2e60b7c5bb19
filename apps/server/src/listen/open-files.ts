import { closeSync, openSync, readdirSync, readSync } from 'node:fs';

/** Connections to the admin port, at most. */
export const ADMIN_CONNECTIONS = 8;

/** Refused connections that are kept open so that their peers can read why, at most. */
export const LINGERING = 16;

/** Connections after which the limit is read again, without waiting for the second to pass. */
const READ_AFTER = 8;

/** Files that are opened beside connections after this was made: ports, the log, and what is read once. */
const OTHERS = 8;

/** Milliseconds after which the limit is read again. */
const INTERVAL = 1000;

const LIMITS = '/proc/self/limits';
const OPEN = '/proc/self/fd';

/**
 * How many connections the system lets this process have, as open files, where it tells (Linux). Beyond,
 * it could neither take a connection nor say why not, and nobody would hear of it: Node closes such a
 * connection by itself. The limit may change at any time.
 */
export class OpenFiles {
  /** Stays open: when it is needed most, no file can be opened. */
  #file: number | undefined;
  readonly #reserved: number = 0;
  readonly #text = Buffer.alloc(4096);
  #limit = Infinity;
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    try {
      this.#file = openSync(LIMITS, 'r');
      const open = readdirSync(OPEN).length;
      this.#reserved = open + OTHERS + ADMIN_CONNECTIONS + LINGERING + READ_AFTER;
      this.#read();
    } catch {
      // No limit is known.
    }
  }

  /** Files that the process may have open; `Infinity` if that is not known. */
  get limit(): number {
    return this.#limit;
  }

  /** Connections for which there are files, as of a few connections ago. */
  get connections(): number {
    if (++this.#asked >= READ_AFTER) this.#read();
    return Math.max(0, this.#limit - this.#reserved);
  }

  /** Has the limit read every second, and calls the function then. */
  watch(read: () => void): void {
    this.#timer = setInterval(() => {
      this.#read();
      read();
    }, INTERVAL).unref();
  }

  /** Reads it no more. */
  close(): void {
    clearInterval(this.#timer);
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #read(): void {
    this.#asked = 0;
    if (this.#file === undefined) return;
    const size = readSync(this.#file, this.#text, 0, this.#text.length, 0);
    const limits = this.#text.toString('latin1', 0, size);
    this.#limit = Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Infinity);
  }
}
