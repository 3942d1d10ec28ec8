import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As Node finds it: else Vite's "module" field makes a second copy of graphql beside the one that libraries load.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: [
      'server/*/test/**/*.test.ts',
      'plugins/*/test/**/*.test.ts',
      'web/*/test/**/*.test.ts',
      'loadtest/test/**/*.test.ts',
    ],
    globalSetup: ['server/core/src/testing/global-setup.ts', 'server/app/test/browser/global-setup.ts'],
    // Files share the modules of their worker; each undoes what it changes in them.
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
