import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumer } from './delivery';
import { run } from './run';
import { workspaceBin } from './workspace';

/** What has to compile in a browser's code, where bytes on an ArrayBuffer are asked for. */
const BROWSER = `
import { encodeFrames, FrameDecoderStream, FrameEncoderStream, FrameDecoder } from '@chat/framing';
import { encodeLine, encodeListing } from '@chat/protocol';
import { Session } from '@chat/session';
import { connect } from '@chat/session/web';

declare const socket: WebSocket;
socket.send(encodeFrames('hi'));
socket.send(encodeLine('hi'));
export const blob = new Blob([encodeFrames('hi'), encodeListing(['a'])]);
export const decoder = new FrameDecoder();
socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => decoder.push(data));
export const frames = blob.stream().pipeThrough(new FrameDecoderStream());
export const encoded = new FrameEncoderStream().readable.getReader();
export const session = new Session({
  name: 'Ann',
  send: (bytes) => { socket.send(bytes); },
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => { clearTimeout(timer); };
  },
});
export const chat = connect({ url: 'wss://localhost', name: 'Ann' });
`;

/** What has to compile where there are neither the DOM's types nor Node's. */
const BARE = `
// zod's declarations name it.
declare global { interface URL {} }
import { encodeFrames, FrameDecoder, frames, type Bytes } from '@chat/framing';
import { format, parseCommand, SERVER_CHANNEL_EXISTS } from '@chat/protocol';
import { Hub, type Member } from '@chat/hub';
import { Session } from '@chat/session';
import type { Chat } from '@chat/session/node';

export const bytes: Bytes = encodeFrames('hi');
export const decoded: Uint8Array[] = new FrameDecoder().push(bytes.buffer);
export const source = frames([bytes]);
export const text = format(SERVER_CHANNEL_EXISTS, 'tea');
// @ts-expect-error: the channel is missing
export const missing = () => format(SERVER_CHANNEL_EXISTS);
// @ts-expect-error: a number is no bytes
export const wrong = () => new FrameDecoder().push(5);
export const command = parseCommand(bytes);
export const hub = new Hub({ schedule: () => undefined });
export type Everything = [Member, Chat, Session];
`;

const COMPILERS = {
  'this TypeScript': workspaceBin('tsc'),
  'TypeScript 5.6': join(import.meta.dirname, '../node_modules/typescript-5.6/bin/tsc'),
};

const RESOLUTIONS = {
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

const PLATFORMS = {
  browser: { text: BROWSER, lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'] },
  bare: { text: BARE, lib: ['es2022'] },
};

const matrix = Object.entries(COMPILERS).flatMap(([compiler, program]) =>
  Object.entries(RESOLUTIONS).flatMap(([resolution, options]) =>
    Object.entries(PLATFORMS).map(([platform, { text, lib }]) => ({
      name: `${platform}, ${resolution}, ${compiler}`,
      program,
      text,
      options: { ...options, lib },
    })),
  ),
);

test.each(matrix)('compiles: $name', async ({ name, program, text, options }) => {
  const file = `types-${name.replaceAll(/\W+/g, '-')}`;
  const compilerOptions = {
    ...options,
    target: 'es2022',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    // The declarations of these packages are checked too.
    skipLibCheck: false,
    noEmit: true,
  };
  await writeFile(join(consumer(), `${file}.mts`), text);
  const project = join(consumer(), `${file}.json`);
  await writeFile(project, JSON.stringify({ compilerOptions, files: [`${file}.mts`] }));
  await run(program, ['--project', project], { cwd: consumer() });
});
