/*
 * A program that uses every library. It is compiled and run as ESM, as CommonJS and in a browser's
 * place, each time with the packages as npm delivers them.
 */
import {
  decodeText,
  encodeFrames,
  FRAME_SIZE,
  FrameDecoder,
  framePayload,
  frameText,
} from '@chat/framing';
import { Hub, type HubOptions, type Link, type Member } from '@chat/hub';
import { Session, type SessionEvent } from '@chat/session';
import { nameSchema, parseCommand, type Command, type InvalidCommand } from '@chat/protocol';

/** A link to nobody, which keeps what it is given. */
class Inbox implements Link {
  readonly lines: string[] = [];
  readonly #decoder = new FrameDecoder();

  deliver(views: readonly Uint8Array[]): void {
    const frames = views.flatMap((view) => this.#decoder.push(view));
    this.lines.push(...frames.map((frame) => decodeText(framePayload(frame))));
  }

  end(): void {
    this.lines.push('the end');
  }
}

function frameSizes(): number[] {
  const frames = encodeFrames('x'.repeat(FRAME_SIZE + 1));
  return new FrameDecoder().push(frames).map((frame) => framePayload(frame).length);
}

function meaningOf(text: string): string {
  const command: Command | InvalidCommand = parseCommand(encodeFrames(text));
  switch (command.type) {
    case 'create':
    case 'join':
      return `${command.type} ${command.channel}`;
    case 'invalid':
      return command.reply;
    default:
      return command.type;
  }
}

function chat(): string[] {
  const flushes: (() => void)[] = [];
  const options: HubOptions = { schedule: (flush) => flushes.push(flush) };
  const hub = new Hub(options);
  const inbox = new Inbox();
  const ann: Member = hub.connect(inbox);
  const ben: Member = hub.connect(new Inbox());
  for (const text of ['Ann', '/create tea']) ann.receive(encodeFrames(text));
  for (const text of ['Ben', '/join tea', 'Hello, Ann']) ben.receive(encodeFrames(text));
  ann.disconnect();
  for (const flush of flushes) flush();
  return inbox.lines;
}

/** What a session makes of a message, and of its own name. */
function session(): string[] {
  const sent: string[] = [];
  const talk = new Session({
    name: 'Ann',
    send: (bytes) => sent.push(...new FrameDecoder().push(bytes).map(frameText)),
    after: () => () => undefined,
  });
  const events: SessionEvent[] = talk.receive(encodeFrames('[Ben] Hello, Ann').buffer);
  talk.say('Hello, Ben');
  return [...sent, ...events.map(({ type }) => type)];
}

export const report = {
  frameSizes: frameSizes(),
  meanings: ['/join tea', '/list', 'Hello', '/join'].map(meaningOf),
  names: ['Ann', ''].map((name) => nameSchema.safeParse(name).success),
  chat: chat(),
  session: session(),
};
