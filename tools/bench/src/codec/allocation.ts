/**
 * Bytes that something allocates which returns all that it made, on the heap and as memory of buffers. Node has to run with
 * `--expose-gc`, and with a semi-space that all of it fits into, or what was collected meanwhile is
 * missing.
 */
export function allocated(body: () => unknown): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('node has to run with --expose-gc');
  body();
  collect();
  const before = process.memoryUsage();
  const kept = body();
  const after = process.memoryUsage();
  if (kept === undefined) throw new TypeError('Nothing was kept');
  return after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
}
