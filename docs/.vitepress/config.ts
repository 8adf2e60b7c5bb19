import { slug } from 'github-slugger';
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { defineConfig, type MarkdownRenderer } from 'vitepress';
import { destination } from '../src/links';
import { CONTENTS, pageOf } from '../src/pages';
import { REPOSITORY } from '../src/repository';

const workspace = join(import.meta.dirname, '../..');
const icon = `data:image/svg+xml;base64,${readFileSync(join(workspace, 'apps/web/src/icon.svg'), 'base64')}`;

/** Links between files become links between pages. */
function leadLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('destination', ({ tokens, env }) => {
    const { path, realPath = path } = env as { path?: string; realPath?: string };
    if (realPath === undefined) return; // a title by itself, which has no links
    const file = relative(workspace, realPath).replaceAll(sep, '/');
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href !== null) token.attrSet('href', destination(href, file));
    }
  });
}

/** Code of fewer characters stands in one line, on a phone too. */
const SHORT = 33;

/** An option is not cut behind its dashes. */
function keepShortCode(md: MarkdownRenderer): void {
  md.core.ruler.push('short-code', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'code_inline' && token.content.length < SHORT) {
        token.attrJoin('class', 'short');
      }
    }
  });
}

export default defineConfig({
  title: 'chat',
  description:
    'Chat in frames of 200 bytes: a server, a client, a page, and the libraries they are made of',
  lang: 'en',

  // The pages are files that stand where their readers look for them, all over the workspace.
  srcDir: '..',
  srcExclude: ['README.md'],
  rewrites: (file) => `${pageOf(file) ?? file}.md`,
  outDir: 'dist',
  cacheDir: 'node_modules/.vitepress',
  vite: {
    resolve: {
      // Most of them stand in folders that have no Vue of their own.
      alias: { vue: join(import.meta.dirname, '../node_modules/vue') },
      conditions: ['@chat/source'],
    },
    ssr: { noExternal: ['@chat/framing'], resolve: { conditions: ['@chat/source'] } },
  },

  markdown: {
    // An anchor is the same on the site as where the repository is looked at.
    anchor: { slugify: slug },
    headers: { slugify: slug },
    config: (md) => {
      leadLinks(md);
      keepShortCode(md);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { haproxy: 'nginx' },
  },

  head: [['link', { rel: 'icon', href: icon }]],
  themeConfig: {
    logo: { src: icon, alt: '' },
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    sidebar: CONTENTS.map(({ text, pages }) => ({
      text,
      items: pages.map(({ text, page, parts = {} }) => ({
        text,
        link: `/${page}`,
        items: Object.entries(parts).map(([text, anchor]) => ({ text, link: `/${page}${anchor}` })),
      })),
    })),
    nav: [
      { text: 'Begin', link: '/start' },
      { text: 'Lab', link: '/lab' },
      { text: 'Check your own', link: '/kit' },
      { text: 'API', link: '/api/' },
    ],
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: 'Edit this page' },
  },
});
