/** Bytes of some views together. */
export function sizeOf(views: readonly Uint8Array[]): number {
  let size = 0;
  for (const view of views) size += view.length;
  return size;
}

/** What is left of some views when so many bytes of them, one at least, are taken. */
export function behind(views: readonly Uint8Array[], taken: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  for (const view of views) {
    if (taken < view.length) rest.push(taken > 0 ? view.subarray(taken) : view);
    taken = Math.max(0, taken - view.length);
  }
  return rest;
}
