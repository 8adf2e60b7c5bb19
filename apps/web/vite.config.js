import { defineConfig } from 'vite';

export default defineConfig({
  // Wherever a server, or a proxy in front of it, puts the page.
  base: './',
  resolve: { conditions: ['@chat/source', 'module', 'browser'] },
  build: {
    // The page's policy allows nothing inline, and no `data:`.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // As the licences of what is bundled ask.
    license: { fileName: 'THIRD-PARTY-LICENSES.txt' },
  },
});
