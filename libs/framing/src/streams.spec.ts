import { Readable } from 'node:stream';
import {
  encodeFrames,
  FrameDecoderStream,
  FrameEncoderStream,
  frames,
  frameText,
  type FramingError,
} from './index';

const stream = Buffer.concat([encodeFrames('one'), encodeFrames('two'), encodeFrames('three')]);

/** Chunks that are no frames, and half a frame at the end. */
function chunks(): Buffer[] {
  const cut = stream.subarray(0, 590);
  return [cut.subarray(0, 7), cut.subarray(7, 450), cut.subarray(450)];
}

async function texts(source: AsyncIterable<Uint8Array>): Promise<string[]> {
  const said: string[] = [];
  for await (const frame of source) said.push(frameText(frame));
  return said;
}

describe('frames', () => {
  test('are those of any iterable of chunks, and half a frame is dropped (rules 2 and 5)', async () => {
    await expect(texts(frames(Readable.from(chunks())))).resolves.toEqual(['one', 'two']);
    await expect(texts(frames(chunks()))).resolves.toEqual(['one', 'two']);
  });

  test('tell of half a frame, if asked, and of nothing where there is none', async () => {
    const onHalfFrame = jest.fn();
    await texts(frames(chunks(), { onHalfFrame }));
    await texts(frames([stream], { onHalfFrame }));
    expect(onHalfFrame.mock.calls).toEqual([[190]]);
  });

  test('refuse a chunk that is not bytes', async () => {
    const source = ['text'] as unknown as Uint8Array[];
    const error = await texts(frames(source)).catch((fault: unknown) => fault);
    expect((error as FramingError).code).toBe('ERR_NOT_BYTES');
  });
});

test('the streams of the Web decode and encode', async () => {
  const onHalfFrame = jest.fn();
  const decoder = new FrameDecoderStream({ onHalfFrame });
  const decoded = Readable.toWeb(Readable.from(chunks())).pipeThrough(decoder);
  await expect(texts(decoded)).resolves.toEqual(['one', 'two']);
  expect(onHalfFrame.mock.calls).toEqual([[190]]);

  const { readable, writable } = new FrameEncoderStream();
  const writer = (writable as WritableStream<string>).getWriter();
  void writer.write('one');
  void writer.write('x'.repeat(201)).then(() => writer.close());
  const sizes: number[] = [];
  for await (const { length } of readable as unknown as AsyncIterable<Uint8Array>)
    sizes.push(length);
  expect(sizes).toEqual([200, 400]);
});
