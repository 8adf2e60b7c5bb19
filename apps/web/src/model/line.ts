/** What a conversation is made of. */
export type Content =
  /** Somebody said something: a frame of another, or all of a message of one's own. */
  | {
      readonly type: 'said';
      readonly from: string;
      readonly text: string;
      readonly isMine: boolean;
    }
  | { readonly type: 'came' | 'went'; readonly name: string }
  /** The server refused, or explained, in its own words. */
  | { readonly type: 'refused' | 'notice'; readonly text: string }
  /** A typed /list is answered. */
  | { readonly type: 'listing'; readonly names: readonly string[] }
  /** What follows is said in another channel. */
  | { readonly type: 'moved'; readonly channel: string }
  /** What follows was not heard from here on, up to `back`. */
  | { readonly type: 'lost' | 'back' }
  /** What stood here is not kept any more. */
  | { readonly type: 'forgotten' };

/** One thing in the conversation. */
export type Line = Content & {
  /** Grows from line to line. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};
