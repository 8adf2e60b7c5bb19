import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { consumer } from './delivery';

/** Bytes in a kB: it is 1000, as in what browsers and bundlers show. */
const KB = 1000;

/** What a page that imports so much of a package loads, in kB at most, minified and compressed. */
const BUDGETS: readonly (readonly [what: string, from: string, kB: number])[] = [
  ['FrameDecoder', '@chat/framing', 0.4],
  [
    'asBytes, checkFrameSize, concatBytes, cutPoint, decodeText, encodeFrames, encodeFramesInto, encodeText, ' +
      'FRAME_SIZE, FrameDecoder, framePayload, frameText, FramingError, maxFramesSize, textOrBytes',
    '@chat/framing',
    1.55,
  ],
  ['format', '@chat/protocol', 0.2],
  ['isCommand', '@chat/protocol', 0.27],
  ['encodeLine', '@chat/protocol', 1],
  ['parseDelivery', '@chat/protocol', 1.45],
  ['Hub', '@chat/hub', 9.9],
  // 2.2 of these are the fixed strings, and what reads and writes frames.
  ['Session', '@chat/session', 3.8],
  ['connect', '@chat/session/web', 5.15],
];

async function compressed(what: string, from: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${what} } from '${from}'`, resolveDir: consumer() },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

test.each(BUDGETS)('%s of %s: %d kB', async (what, from, kB) => {
  expect(await compressed(what, from)).toBeLessThanOrEqual(kB * KB);
});
