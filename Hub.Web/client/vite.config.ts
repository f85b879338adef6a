import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = process.env.HUB_SERVER ?? 'http://localhost:5080'

const latin = /-latin-wght-normal-.*\.woff2$/

/** Writes which files the program is made of, for the service worker to keep. Fonts of scripts that few names are written in are left to when they are needed. */
const shell: Plugin = {
  name: 'care-hub-shell',
  apply: 'build',
  generateBundle(_, bundle) {
    const parts = Object.keys(bundle).filter(f => /\.(js|css)$/.test(f) || latin.test(f)).map(f => `/${f}`).sort()
    this.emitFile({ type: 'asset', fileName: 'shell.json', source: JSON.stringify(parts) })
  },
  // The font is there before the first text is: nothing gets another width afterwards.
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => Object.keys(bundle ?? {}).filter(f => latin.test(f))
      .map(f => ({ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${f}` }, injectTo: 'head' as const })),
  },
}

export default defineConfig({
  plugins: [react(), shell],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // A page of fifty small files waits for its connections; of what several pages share there is one.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: 'components', test: /node_modules\/(@mantine|@floating-ui|@tabler)\//, minShareCount: 3, priority: 2 },
            { name: 'shared', test: /\/src\/(api|sync|ui|features)\//, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  // The origin is kept, since the server takes requests only from its own.
  server: { proxy: { '/api': { target: server, changeOrigin: false }, '/hubs': { target: server, changeOrigin: false, ws: true } } },
  test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], environment: 'node', setupFiles: 'tests/setup.ts', testTimeout: 60_000 },
})
