import 'ws';

declare module 'ws' {
  /** The half of `ws` that makes frames (RFC 6455, section 5.2), which its declarations leave out. */
  const Sender: {
    /** @returns the header, and the data itself if there is any */
    frame(
      data: Uint8Array,
      options: {
        readonly fin: boolean;
        readonly opcode: number;
        readonly mask: boolean;
        readonly readOnly: boolean;
        readonly rsv1: boolean;
      },
    ): Uint8Array[];
  };
}
