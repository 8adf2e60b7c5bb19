import { Messages } from './messages';

/** The sizes of the messages in what is sent, which a client would have masked. */
function sizesIn(views: readonly Uint8Array[]): number[] {
  const bytes = Buffer.concat(views);
  const sizes: number[] = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes[at]).toBe(0x82);
    const short = bytes[at + 1] ?? 0;
    const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : NaN;
    sizes.push(size);
    at += size + (short < 126 ? 2 : 4);
  }
  return sizes;
}

test('what all members of a channel are delivered is one message, made once, in one piece', () => {
  const messages = new Messages();
  const views = [Buffer.alloc(400, ' ')];
  const wrapped = messages.wrap(views);
  expect(wrapped).toHaveLength(1);
  expect(sizesIn(wrapped)).toEqual([400]);
  // Who has spoken is delivered other views, between those of the others.
  const own = [Buffer.alloc(200, ' '), Buffer.alloc(600, ' ')];
  expect(sizesIn(messages.wrap(own))).toEqual([200, 600]);
  expect(messages.wrap(views)).toBe(wrapped);
  expect(messages.wrap([...views])).not.toBe(wrapped);
});

test('what was said is not copied for those who share it with nobody', () => {
  const own = [Buffer.alloc(200, ' '), Buffer.alloc(600, ' ')];
  expect(new Messages().wrap(own)).toEqual(expect.arrayContaining(own));
});

test.each([
  [65_400, [65_400]],
  [65_600, [65_400, 200]],
  [200_000, [65_400, 65_400, 65_400, 3800]],
])('%d bytes are messages of whole frames, of at most 64 KiB', (size, sizes) => {
  expect(sizesIn(new Messages().wrap([Buffer.alloc(size, ' ')]))).toEqual(sizes);
});
