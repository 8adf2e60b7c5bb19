import { Mismatch } from './report/mismatch';
import { quote } from './report/quote';

/** Passes when a frame is some text and spaces behind it. */
export function assertPadded(frame: Buffer): void {
  if (/^[^\0]*[^\0 ] {2,}$/.test(frame.toString('latin1'))) return;
  throw new Mismatch(
    'A frame is not padded as it should be',
    'a text, and spaces behind it',
    quote(frame),
  );
}
