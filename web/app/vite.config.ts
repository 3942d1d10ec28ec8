import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

import { trustedDocuments } from './documents/plugin.ts'

/** Where the process that serves API and console listens while the console is developed with `vite dev`. */
const api = process.env['ZHIKONG_API'] ?? 'http://127.0.0.1:4300'

export default defineConfig({
  plugins: [
    trustedDocuments(),
    sveltekit({
      adapter: adapter({ fallback: 'index.html' }),
      compilerOptions: { runes: true },
    }),
  ],
  // Chrome 107 is the oldest browser found on the desktops of government offices.
  build: { target: 'chrome107', cssTarget: 'chrome107' },
  server: {
    fs: { allow: ['../..'] },
    proxy: { '/graphql': { target: api, ws: true }, '/auth': { target: api }, '/files': { target: api } },
  },
})
