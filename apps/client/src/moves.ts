import {
  format,
  SERVER_CANNOT_ANSWER,
  SERVER_CHANNEL_EXISTS,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_NO_CHANNEL_EXISTS,
  SERVER_TOO_MANY_CHANNELS,
  trimChannelName,
} from '@chat/protocol';

/** Moves that are remembered, at most: those before were answered long ago. */
const SIZE = 100;

interface Move {
  readonly channel: string;
  /** What the server says where it refuses. */
  readonly refusals: readonly string[];
}

/** The command and the channel of a line that asks for a channel to be joined or made; nothing of any other. */
export function parseMove(line: string): { command: string; channel: string } | undefined {
  const [, command, name = ''] = /^(\/join|\/create) (.*)$/su.exec(line) ?? [];
  const channel = trimChannelName(name);
  return command === undefined || channel === '' ? undefined : { command, channel };
}

/** The moves from channel to channel that were typed, but for those that were refused. */
export class Moves {
  #moves: Move[] = [];

  /** Where the last of them led. */
  get channel(): string | undefined {
    return this.#moves.at(-1)?.channel;
  }

  /** Remembers a line, if it is a move. */
  add(line: string): void {
    const move = parseMove(line);
    if (move === undefined) return;
    const { command, channel } = move;
    const own =
      command === '/join'
        ? [format(SERVER_NO_CHANNEL_EXISTS, channel)]
        : [format(SERVER_CHANNEL_EXISTS, channel), SERVER_TOO_MANY_CHANNELS];
    const refusals = [
      ...own,
      format(SERVER_INVALID_CONTROL_MESSAGE, command),
      SERVER_CANNOT_ANSWER,
    ];
    this.#moves = [...this.#moves.slice(1 - SIZE), { channel, refusals }];
  }

  /**
   * Forgets the oldest of those that a refusal may be about: replies come in order.
   *
   * @param text what the first frame of the refusal says
   */
  refuse(text: string): void {
    const refused = this.#moves.findIndex(({ refusals }) =>
      refusals.some((refusal) => refusal.startsWith(text)),
    );
    if (refused >= 0) this.#moves.splice(refused, 1);
  }
}
