import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env.HUB_SERVER ?? 'http://localhost:5080'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  // The origin is kept, since the server takes requests only from its own.
  server: { proxy: { '/api': { target: server, changeOrigin: false }, '/hubs': { target: server, changeOrigin: false, ws: true } } },
  test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], environment: 'node', testTimeout: 60_000 },
})
