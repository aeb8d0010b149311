import path from 'node:path'
import { defineConfig } from 'vitest/config'

const here = import.meta.dirname

export default defineConfig({
  resolve: {
    alias: {
      '@': here,
      // `server-only` throws outside React's server condition; in tests it is an empty module.
      'server-only': path.join(here, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    setupFiles: [path.join(here, 'e2e/fixtures/seeded-properties.ts')],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'lib/**/*.test.ts',
            'components/**/*.test.ts',
            'e2e/house/*.test.ts',
            'e2e/inputs/*.test.ts',
            'e2e/fixtures/*.test.ts',
            '*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: { name: 'browser', environment: 'jsdom', include: ['components/**/*.test.tsx'] },
      },
    ],
  },
})
