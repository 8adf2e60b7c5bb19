import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { consumer } from './delivery';

/** Bytes in a kB. */
const KB = 1024;

/** What a page that imports so much of a package loads, in kB at most, minified and compressed. */
const BUDGETS: readonly (readonly [what: string, from: string, kB: number])[] = [
  ['FrameDecoder', '@chat/framing', 0.41],
  [
    'asBytes, checkFrameSize, concatBytes, cutPoint, decodeText, encodeFrames, encodeFramesInto, encodeText, ' +
      'FRAME_SIZE, FrameDecoder, framePayload, frameText, FramingError, textOrBytes',
    '@chat/framing',
    1.53,
  ],
  ['format', '@chat/protocol', 0.21],
  ['isCommand', '@chat/protocol', 0.3],
  ['encodeLine', '@chat/protocol', 1],
  ['parseDelivery', '@chat/protocol', 1.5],
  ['Hub', '@chat/hub', 9],
  ['Session', '@chat/session', 3.8],
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
