import path from 'node:path'
import { defineConfig } from 'vitest/config'

const here = import.meta.dirname

/** A PostgreSQL server to test on too: `npm test` starts one, or takes the one of DATABASE_URL. */
const server = process.env.TEST_POSTGRES || process.env.DATABASE_URL
// A test never uses the database of whoever runs it.
delete process.env.DATABASE_URL
delete process.env.TEST_POSTGRES

/** What keeps its truth in the database: the same tests hold on both. */
const ON_BOTH = [
  'accounts',
  'activity',
  'approvals',
  'backup',
  'budget',
  'bulk',
  'changes',
  'db',
  'inventory',
  'journal',
  'outside',
  'palette',
  'protection',
  'record',
  'saved-views',
  'sessions',
  'sign-in',
  'sweep',
  'tokens',
  'webhook',
]

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
    maxWorkers: 3,
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
            'e2e/promises/*.test.ts',
            'e2e/fixtures/*.test.ts',
            '*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: { name: 'browser', environment: 'jsdom', include: ['components/**/*.test.tsx'] },
      },
      ...(server
        ? [
            {
              extends: true as const,
              test: {
                name: 'postgres',
                environment: 'node' as const,
                env: { TEST_POSTGRES: server },
                include: [
                  ...ON_BOTH.map((room) => `lib/${room}/**/*.test.ts`),
                  'lib/probe/sending-places.test.ts',
                  'lib/start/report.test.ts',
                ],
                // About SQLite's files; rules without a database.
                exclude: ['lib/db/{database,open-database}.test.ts', 'lib/changes/{plan,operations}/**'],
              },
            },
          ]
        : []),
    ],
  },
})
