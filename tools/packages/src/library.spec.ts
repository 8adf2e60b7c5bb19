import { build } from 'esbuild';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { report } from './consumer';
import { consumer } from './delivery';
import { run } from './run';
import { workspaceBin } from './workspace';

const EXPECTED = {
  frameSizes: [200, 1],
  meanings: [
    'join tea',
    'list',
    'message',
    '/join command must be followed by the name of a channel to join.',
  ],
  names: [true, false],
  chat: ['Ben has joined', '[Ben] Hello, Ann', 'the end'],
  session: ['Ann', 'Hello, Ben', 'message'],
};

/** Compiles, under every check, the consumer under the given names; what comes out lies beside. */
async function compile(options: Record<string, unknown>, ...files: string[]): Promise<void> {
  const source = join(import.meta.dirname, 'consumer.ts');
  await Promise.all(files.map((file) => copyFile(source, join(consumer(), file))));
  const project = `tsconfig.${files.join('+')}.json`;
  const compilerOptions = { target: 'es2022', types: [], strict: true, ...options };
  await writeFile(join(consumer(), project), JSON.stringify({ compilerOptions, files }));
  await run(workspaceBin('tsc'), ['--project', project], { cwd: consumer() });
}

async function evaluate(...args: string[]): Promise<unknown> {
  return JSON.parse(await run(process.execPath, args, { cwd: consumer() })) as unknown;
}

beforeAll(() => compile({ module: 'nodenext' }, 'consumer.mts', 'consumer.cts'));

it('does the same from source', () => {
  expect(report).toEqual(EXPECTED);
});

it('is imported by an ES module, compiled with module: nodenext', async () => {
  const program = `import { report } from './consumer.mjs'; console.log(JSON.stringify(report))`;
  await expect(evaluate('--input-type=module', '-e', program)).resolves.toEqual(EXPECTED);
});

it('is required by a CommonJS module, compiled with module: nodenext', async () => {
  const program = `console.log(JSON.stringify(require('./consumer.cjs').report))`;
  await expect(evaluate('-e', program)).resolves.toEqual(EXPECTED);
});

it('compiles with moduleResolution: bundler', async () => {
  await compile({ module: 'esnext', moduleResolution: 'bundler', noEmit: true }, 'consumer.ts');
});

it('runs where there is nothing of Node, such as in a browser', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(consumer(), 'consumer.mjs')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'consumer',
    write: false,
  });
  const browser = createContext({ TextDecoder, TextEncoder });
  runInContext(outputFiles[0]?.text ?? '', browser);
  const json = runInContext('JSON.stringify(consumer.report)', browser) as string;
  expect(JSON.parse(json)).toEqual(EXPECTED);
});
