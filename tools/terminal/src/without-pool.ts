/** Bytes of the memory that small buffers share, in whose place each now has its own. */
export const { poolSize } = Buffer;

Buffer.poolSize = 0;
