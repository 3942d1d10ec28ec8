import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/*/test/**/*.test.ts', 'plugins/*/test/**/*.test.ts', 'web/*/test/**/*.test.ts'],
    globalSetup: ['server/core/src/testing/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
