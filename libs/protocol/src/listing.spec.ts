import { FrameDecoder, framePayload } from '@chat/framing';
import fc from 'fast-check';
import { encodeListing } from './index';

function payloads(names: string[]): string[] {
  return new FrameDecoder()
    .push(encodeListing(names))
    .map((frame) => Buffer.from(framePayload(frame)).toString());
}

describe('encodeListing', () => {
  test('is one blank frame without channels (rule 11)', () => {
    expect(encodeListing([])).toEqual(new Uint8Array(200).fill(0x20));
  });

  test('joins the names by newlines, without one at the end (rule 11)', () => {
    expect(payloads(['a', 'b c', 'd'])).toEqual(['a\nb c\nd']);
  });

  test('fills a frame to its last byte, and cuts at a newline (rule 6)', () => {
    const [long, short] = ['x'.repeat(150), 'y'.repeat(49)];
    expect(payloads([long, short])).toEqual([`${long}\n${short}`]);
    expect(payloads([long, `${short}y`])).toEqual([long, `${short}y`]);
  });

  test('tears no name and loses none, in as few frames as the order allows', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', '你', '-'),
      minLength: 1,
      maxLength: 60,
      size: 'max',
    });
    const list = fc.array(name, { minLength: 1, maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(list, (names) => {
        const frames = payloads(names);
        expect(frames.join('\n')).toBe(names.join('\n'));
        for (const [index, frame] of frames.slice(1).entries()) {
          const next = frame.split('\n')[0] ?? '';
          expect(Buffer.byteLength(`${frames[index] ?? ''}\n${next}`)).toBeGreaterThan(200);
        }
      }),
    );
  });
});
