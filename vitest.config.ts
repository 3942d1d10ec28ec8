import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/*/test/**/*.test.ts', 'plugins/*/test/**/*.test.ts', 'web/*/test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
