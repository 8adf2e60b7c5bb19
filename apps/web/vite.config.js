import { defineConfig } from 'vite';

export default defineConfig({
  // Wherever a server, or a proxy in front of it, puts the page.
  base: './',
  resolve: { conditions: ['@chat/source', 'module', 'browser'] },
  // The page's policy allows nothing inline, and no `data:`.
  build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
