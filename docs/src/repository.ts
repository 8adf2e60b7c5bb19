import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
const { repository } = JSON.parse(manifest) as { repository: { url: string } };

/** Where the source is looked at: the site leads there for whatever is no page. */
export const REPOSITORY = repository.url.replace(/^git\+|\.git$/g, '');
