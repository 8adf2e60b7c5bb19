/*
 * Lints texts as if they were the files whose paths come with them, in a process of its own: jest
 * cannot load ESLint's configuration.
 */
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { join } from 'node:path';
import process from 'node:process';
import tseslint from 'typescript-eslint';

const workspace = join(import.meta.dirname, '../../..');

// The rule about boundaries takes the graph from nx's cache, and allows everything if there is none.
await createProjectGraphAsync();
// What an import is, is seen without its types.
const eslint = new ESLint({ cwd: workspace, overrideConfig: tseslint.configs.disableTypeChecked });

process.on('message', async ({ file, text }) => {
  const [{ messages }] = await eslint.lintText(text, { filePath: join(workspace, file) });
  process.send(messages.map(({ ruleId, message }) => ruleId ?? message));
});
process.send('ready');
