import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import { type Reporter } from './report';
import { tap } from './tap';
import { text } from './text';

export const reporters = { text, json, junit, tap, markdown } satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;
