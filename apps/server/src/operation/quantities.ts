import * as z from 'zod/mini';

/*
 * How numbers are written on the command line: with their unit, so that none can be mistaken. A
 * limit that may be switched off is then `Infinity`, which nothing exceeds.
 */

const BYTES = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** What a timer of Node can wait for, in milliseconds: beyond, it would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

const A_SIZE = 'A size is a whole number above 0 and B, KiB, MiB or GiB, such as 8MiB';
const A_DURATION =
  'A duration is a whole number above 0 and ms, s, m or h, such as 60s, at most 24 days';
const A_COUNT = 'It is a whole number above 0';
const A_PORT = 'A port is a whole number from 0 to 65535';

/** A number of bytes, written as `8MiB`. */
export const size = quantity(BYTES, Number.MAX_SAFE_INTEGER, A_SIZE);

/** A number of milliseconds, written as `60s`. */
export const duration = quantity(MILLISECONDS, LONGEST_TIMER, A_DURATION);

export const durationOrOff = orOff(duration, A_DURATION);

/** A whole number, at least 1. */
export const count = quantity({ '': 1 }, Number.MAX_SAFE_INTEGER, A_COUNT);

export const countOrOff = orOff(count, A_COUNT);

/** A TCP port; 0 takes a free one. */
export const port = z.pipe(
  z.string().check(z.regex(/^\d{1,5}$/, A_PORT)),
  z.pipe(z.transform(Number), z.number().check(atMost(65_535, A_PORT))),
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

function quantity(units: Readonly<Record<string, number>>, largest: number, message: string) {
  const form = new RegExp(`^(\\d+)(${Object.keys(units).join('|')})$`);
  return z.pipe(
    z.string().check(z.regex(form, message)),
    z.pipe(
      z.transform((text: string) => {
        const [, amount, unit = ''] = form.exec(text) ?? [];
        return Number(amount) * (units[unit] ?? NaN);
      }),
      z.number().check(atLeast(1, message), atMost(largest, message)),
    ),
  );
}

/** Both end the check, so that a union speaks with its own message. */
function atLeast(least: number, error: string) {
  return z.gte(least, { error, abort: true });
}

function atMost(most: number, error: string) {
  return z.lte(most, { error, abort: true });
}

function orOff(schema: z.ZodMiniType<number, string>, message: string) {
  const off = z.pipe(
    z.literal('off'),
    z.transform(() => Infinity),
  );
  return z.union([off, schema], `${message}, or off`);
}
