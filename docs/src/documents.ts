import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const WORKSPACE = join(import.meta.dirname, '../..');

/** Tools write these whole. */
const GENERATED = ['tools/conformance/MUTANTS.md', 'tools/conformance/ROOTS.md'];

/** What a document shows between fences. */
export interface Block {
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

/** The files of the workspace that match, from its root: those that git knows, or would add. */
export function filesOf(...patterns: readonly string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const files = execFileSync('git', args, { cwd: WORKSPACE, encoding: 'utf8' });
  return files.split('\n').filter((file) => file !== '');
}

export function readText(file: string): string {
  return readFileSync(join(WORKSPACE, file), 'utf8');
}

/** The Markdown files that people write. */
export const DOCUMENTS = filesOf('*.md').filter((file) => !GENERATED.includes(file));

/** All blocks of all documents. */
export const BLOCKS: readonly Block[] = DOCUMENTS.flatMap((file) =>
  Array.from(
    readText(file).matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm),
    ([, , language = '', text = '']) => ({ file, language, text }),
  ),
);
