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
  expect(unknownSettings(console.environment)).toEqual([])
})

/** Of a console with sign-in, whose settings are tested where they are read. */
const OF_SIGN_IN = /^CONSOLE_(PUBLIC_URL|OIDC_\w+|TRUSTED_PROXIES) /

/** Names that the console does not know. */
function unknownSettings(environment: Record<string, string>): string[] {
  try {
    loadEnv({ ...environment, HOSTNAME: '0.0.0.0' })
    return []
  } catch (error) {
    const sentences = (error as Error).message.split('\n')
    return sentences.filter((each) => each.includes('is no setting of the console') && !OF_SIGN_IN.test(each))
  }
}
