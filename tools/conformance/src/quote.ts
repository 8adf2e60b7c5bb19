/** Bytes as a failure should show them: text when they are UTF-8, a run of padding counted. */
export function quote(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString();
  if (!Buffer.from(text).equals(buffer)) return `bytes ${buffer.toString('hex')}`;
  const unpadded = text.replace(/ {8,}$/, '');
  const padding = text.length - unpadded.length;
  return JSON.stringify(unpadded) + (padding > 0 ? ` and ${padding} spaces` : '');
}
