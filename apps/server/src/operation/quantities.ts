import * as z from 'zod/mini';

/*
 * How numbers are written on the command line: with their unit, so that none can be mistaken, and
 * within bounds between which what was asked for is what happens. A limit that may be switched off is
 * then `Infinity`, which nothing exceeds.
 */

interface Quantity {
  /** How it is written; the bounds follow. */
  readonly form: string;
  readonly units: Readonly<Record<string, number>>;
  /** The bounds, as they would be typed. */
  readonly least: string;
  readonly most: string;
}

const SIZE: Quantity = {
  form: 'A size is a whole number and B, KiB, MiB or GiB',
  units: { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
  // What one turn may bring to one client: over TLS, all of it waits before any can be read.
  least: '1MiB',
  most: '1024GiB',
};

const DURATION: Quantity = {
  form: 'A duration is a whole number and ms, s, m or h',
  units: { ms: 1, s: 1000, m: 60_000, h: 3_600_000 },
  least: '1ms',
  // A timer of Node that is set to 2^31 milliseconds, half an hour more than this, fires at once.
  most: '596h',
};

const SECONDS: Quantity = {
  form: 'It is a whole number and s, m or h',
  units: { s: 1000, m: 60_000, h: 3_600_000 },
  least: '1s',
  // The most that Linux takes for TCP_KEEPIDLE.
  most: '32767s',
};

const COUNT: Quantity = {
  form: 'It is a whole number',
  units: { '': 1 },
  least: '1',
  most: '1000000',
};

/** As many as JetStream takes. */
const REPLICAS: Quantity = { ...COUNT, most: '5' };

/** Beyond, the processor is the limit, and not the rate. */
const RATE: Quantity = { ...COUNT, most: '100000' };

/** A number of bytes, written as `8MiB`. */
export const size = quantity(SIZE);

/** A number of milliseconds, written as `60s`. */
export const duration = quantity(DURATION);

export const durationOrOff = orOff(DURATION);

/** A number of milliseconds that are whole seconds, written as `60s`. */
export const secondsOrOff = orOff(SECONDS);

/** A whole number, at least 1. */
export const count = quantity(COUNT);

export const countOrOff = orOff(COUNT);

/** A number of nodes that keep the same. */
export const replicas = quantity(REPLICAS);

/** A number of frames per second. */
export const rateOrOff = orOff(RATE);

const A_PORT = 'A port is a whole number from 0 to 65535';

/** A TCP port; 0 takes a free one. */
export const port = z.pipe(
  z.string().check(z.regex(/^\d{1,5}$/, A_PORT)),
  z.pipe(z.transform(Number), z.number().check(z.lte(65_535, { error: A_PORT, abort: true }))),
);

/** A TCP port, or `false` for none. */
export const portOrOff = z.union(
  [
    z.pipe(
      z.literal('off'),
      z.transform((): false => false),
    ),
    port,
  ],
  `${A_PORT}, or off`,
);

function quantity(quantity: Quantity, message = rightWay(quantity)) {
  const { units, least, most } = quantity;
  const form = new RegExp(`^(\\d+)(${Object.keys(units).join('|')})$`);
  const read = (text: string): number => {
    const [, amount, unit = ''] = form.exec(text) ?? [];
    return Number(amount) * (units[unit] ?? NaN);
  };
  const allowed = (text: string): boolean => read(text) >= read(least) && read(text) <= read(most);
  return z.pipe(z.string().check(z.refine(allowed, message)), z.transform(read));
}

function orOff(bounds: Quantity) {
  const message = `${rightWay(bounds)}, or off`;
  const off = z.pipe(
    z.literal('off'),
    z.transform(() => Infinity),
  );
  return z.union([off, quantity(bounds, message)], message);
}

function rightWay({ form, least, most }: Quantity): string {
  return `${form}, from ${least} to ${most}`;
}
