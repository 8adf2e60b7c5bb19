import { posix } from 'node:path';
import { CONTENTS, pageOf } from './pages';
import { REPOSITORY } from './repository';

const PACKAGE_ON_NPM = /^https:\/\/www\.npmjs\.com\/package\/@chat\/(?<name>[\w-]+)$/;

/** Where a package has its manual. */
const MANUALS = new Map(
  CONTENTS.flatMap(({ pages }) => pages).flatMap(({ file }) => {
    const [, name] = /^(?:libs|apps|tools)\/([\w-]+)\/README\.md$/.exec(file) ?? [];
    return name === undefined ? [] : [[name, file] as const];
  }),
);

/**
 * Where a link leads on the site: to the page of the file that it names, or to the file in the repository.
 * A package on npm has its manual here.
 *
 * @param href as it stands in the Markdown
 * @param file that it stands in, from the root of the workspace
 */
export function destination(href: string, file: string): string {
  const manual = MANUALS.get(PACKAGE_ON_NPM.exec(href)?.groups?.['name'] ?? '');
  if (manual !== undefined) return link(manual);
  if (/^(?:[a-z][a-z\d+.-]*:|[#/])/i.test(href)) return href;

  const [, path = '', anchor = ''] = /^([^#]*)(.*)$/.exec(href) ?? [];
  return link(posix.join(posix.dirname(file), decodeURI(path))) + anchor;
}

function link(file: string): string {
  const page = pageOf(file);
  if (page === undefined) return `${REPOSITORY}/blob/main/${file}`;
  return `/${page.replace(/\bindex$/, '')}`;
}
