import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadEnv } from '@/lib/env'
import { BUILD_INPUTS } from './build-stamp'
import { PROJECT_ROOT } from './project-root'

const read = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8')
const DOCKERFILE = read('Dockerfile')
const [BUILD = '', RUN = ''] = DOCKERFILE.split(/^FROM (?=.*\n)/m).slice(1)

test('the image is run by a plain user, without npm, with a probe, by what the build puts there', () => {
  expect(RUN).toMatch(/^node:22-slim/)
  expect(RUN).toMatch(/^USER node$/m)
  expect(RUN).toContain('/usr/local/bin/npm')
  const commands = [...RUN.matchAll(/CMD (\[.*\])$/gm)].map(([, words = '']) => JSON.parse(words))
  expect(commands).toEqual([
    ['node', 'probe.mjs', 'live'],
    ['node', 'server.js'],
  ])
  const built = read('lib/start/ensure-build.ts')
  for (const [, file] of commands) expect(built).toContain(`path.join(MADE, '${file}')`)
  // The folder that is copied is the one that the build leaves.
  expect(BUILD).toContain('cp -RL .builds/current /built')
  expect(RUN).toContain('--from=build --chown=node:node /built /console')
  expect(RUN).toMatch(/CONSOLE_DATABASE=\/data\//)
})

test('an image is built of everything that a build reads, and of nothing that is secret', () => {
  const allowed = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  for (const input of BUILD_INPUTS)
    expect(
      allowed.some((each) => input === each || input.startsWith(`${each}/`)),
      input,
    ).toBe(true)
  expect(read('.dockerignore')).toMatch(/^\*$/m)
  for (const secret of ['.data', '.env', 'actions-key', '.git']) expect(allowed).not.toContain(secret)
})

test('the compose example can write its data alone, and its settings are the console’s', () => {
  const { services, secrets } = parse(read('compose.yaml'))
  const { console } = services
  expect(console).toMatchObject({
    read_only: true,
    tmpfs: ['/tmp'],
    volumes: ['data:/data'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    build: { secrets: Object.keys(secrets) },
  })
  for (const each of console.ports) expect(each).toMatch(/^127\.0\.0\.1:/)
  expect(Number.parseInt(console.stop_grace_period, 10)).toBeGreaterThan(10)
  const settings = { ...filledIn(console.environment), HOSTNAME: '0.0.0.0' }
  expect(loadEnv(settings)).toMatchObject({
    metrics: { token: GIVEN.CONSOLE_METRICS_TOKEN },
    hostname: '0.0.0.0',
  })
})

/** What people write into `.env`. */
const GIVEN: Record<string, string> = {
  CONSOLE_PUBLIC_URL: 'https://console.example.com',
  CONSOLE_OIDC_ISSUER: 'https://login.example.com',
  CONSOLE_OIDC_CLIENT_ID: 'console',
  CONSOLE_OIDC_CLIENT_SECRET: 'a secret of the provider',
  CONSOLE_TRUSTED_PROXIES: '172.18.0.1',
  CONSOLE_ADMIN_GROUP: 'platform',
  CONSOLE_REGIONS: 'eu-central-1,us-east-1',
  CONSOLE_JOURNAL_KEY: 'a key that is long enough for a signature',
  CONSOLE_METRICS_TOKEN: 'a-token-of-some-length',
  DATABASE_PASSWORD: 'geheim',
}

/** The environment with what stands in `${…}` filled in. */
const filledIn = (environment: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):\?[^}]*\}/g, (_all, given: string) => GIVEN[given] ?? ''),
    ]),
  )
