import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import { markdownTable } from 'markdown-table';
import { Bench } from 'tinybench';
import { figure } from '../report/figures';
import { allocated } from './allocation';
import { decoders } from './decoders';
import { COUNT, CUTS, input } from './input';

/*
 * How fast streams are cut into frames, and what that allocates.
 */

/** Milliseconds that each is measured, at least. */
const TIME = 1000;

async function speed(): Promise<string> {
  const bench = new Bench({ time: TIME });
  for (const cut of CUTS) {
    for (const decoder of decoders) {
      const pieces = input(decoder, cut.size);
      bench.add(`${cut.name}|${decoder.name}`, () => {
        const bytes = decoder.decode(pieces);
        if (bytes !== COUNT * FRAME_SIZE) throw new Error(`${bytes} bytes came out`);
      });
    }
  }
  await bench.run();
  const rows = bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
    const framesPerSecond = (COUNT * 1000) / result.latency.p50;
    return [
      ...name.split('|'),
      figure(framesPerSecond / 1e6),
      figure((framesPerSecond * FRAME_SIZE) / 1e9),
    ];
  });
  const head = ['input', 'decoder', 'M frames/s', 'GB/s'];
  return markdownTable([head, ...rows], { align: ['l', 'l', 'r', 'r'] });
}

/** What the decoder allocates, and what views of the same frames allocate by themselves. */
function memory(): string {
  const [framing] = decoders;
  if (framing === undefined) return '';
  const rows: { name: string; body: () => unknown }[] = CUTS.map(({ name, size }) => {
    const pieces = input(framing, size);
    const decoder = new FrameDecoder();
    return { name, body: () => pieces.map((piece) => decoder.push(piece)) };
  });
  const pieces = input(framing, CUTS[0].size);
  rows.push({ name: `views alone, of ${CUTS[0].name}`, body: () => pieces.map(views) });
  return markdownTable(
    [
      ['input', 'bytes allocated per frame'],
      ...rows.map(({ name, body }) => [name, figure(allocated(body) / COUNT)]),
    ],
    { align: ['l', 'r'] },
  );
}

/** A view of each frame of a piece, and nothing else. */
function views(piece: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < piece.length; at += FRAME_SIZE) {
    frames.push(new Uint8Array(piece.buffer, piece.byteOffset + at, FRAME_SIZE));
  }
  return frames;
}

async function main(): Promise<void> {
  process.stdout.write(`${memory()}\n\n${await speed()}\n`);
}

void main();
