import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

/** The root of the workspace, wherever this was started. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A path of the workspace. */
export function inWorkspace(...path) {
  return join(root, ...path);
}

/** A `package.json` of the workspace, or of what is installed at its root. */
export function manifest(...folder) {
  return JSON.parse(readFileSync(inWorkspace(...folder, 'package.json'), 'utf8'));
}
