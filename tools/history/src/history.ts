/** What befalls a chat of several servers, or the way between one of them and the broker. */
export type FaultKind =
  | 'server killed'
  | 'server stopped'
  | 'server paused'
  | 'server flapping'
  | 'broker killed'
  | 'broker paused'
  | 'broker restarted'
  | 'broker leaving'
  | 'link cut'
  | 'link stalled'
  | 'link deaf'
  | 'link mute'
  | 'link slow';

/** What is asked of a server, and has an answer. */
export type Call =
  { readonly kind: 'create' | 'join'; readonly channel: string } | { readonly kind: 'list' };

/** `exists` and `missing` are the refusals of a create and a join; `cannot` says that nobody knows now. */
export type Answer = 'ok' | 'exists' | 'missing' | 'cannot';

/** One thing that a client did or got, or that befell; `at` is in milliseconds, of one clock. */
export type Entry = { readonly at: number } & (
  | {
      /** A client is connected and has said its name, which nobody else ever has. */
      readonly type: 'entered';
      readonly client: string;
      readonly server: number;
    }
  | { readonly type: 'called'; readonly client: string; readonly call: Call }
  | {
      /** Of the call before, which is the only one that waits. */
      readonly type: 'answered';
      readonly client: string;
      readonly answer: Answer;
      /** What a list holds. */
      readonly names?: readonly string[];
    }
  | {
      readonly type: 'said';
      readonly client: string;
      readonly channel: string;
      /** Grows by one with each thing that the client says, wherever it does. */
      readonly number: number;
    }
  | {
      readonly type: 'heard';
      readonly client: string;
      readonly from: string;
      readonly channel: string;
      readonly number: number;
    }
  | { readonly type: 'joined' | 'left'; readonly client: string; readonly who: string }
  | {
      /** A frame that answers nothing that the client asked, and is nothing that anybody may say. */
      readonly type: 'odd';
      readonly client: string;
      readonly text: string;
    }
  | {
      /** The client has ended its connection, or found it to be over. */
      readonly type: 'ended';
      readonly client: string;
      readonly how: 'by itself' | 'by others';
    }
  | {
      readonly type: 'fault began';
      readonly fault: number;
      readonly kind: FaultKind;
      /** Whose members may miss what others say, or be missed. */
      readonly servers: readonly number[];
    }
  | { readonly type: 'fault ended'; readonly fault: number }
  | {
      /** All faults have long been over, and everybody stays where they are: what follows must be whole. */
      readonly type: 'calm';
    }
);

export type History = readonly Entry[];
