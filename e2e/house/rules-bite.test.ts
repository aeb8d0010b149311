import { describe, expect, test } from 'vitest'
import { arrowViolations, dialectViolations, serverOnlyViolations, vendorViolations } from './boundaries'
import { importCycles } from './cycles'
import { doorwayViolations } from './doorway-rules'
import { environmentViolations } from './environment'
import { looseDependencies, missingOptionalPackages, resolvedPackages } from './lockfile'
import { markupViolations } from './markup'
import { barrelViolations, nameViolations, topLevelViolations } from './names'
import { programOrderViolations } from './program-order'
import { purityViolations } from './purity'
import { reservedImportViolations } from './reserved-imports'
import { roomTangles, unnamedRooms } from './rooms'
import { serverActionViolations } from './server-actions'
import { parseSourceFile, type Violation } from './source-file'
import { testMannerViolations } from './test-manners'

/** A small house of given files, wrong on purpose. */
const house = (files: Record<string, string>) =>
  Object.entries(files).map(([path, code]) => parseSourceFile(path, code))

const places = (violations: Violation[]) => violations.map(({ path, line }) => `${path}:${line}`)

const SERVER = "import 'server-only'\n"

describe('arrows', () => {
  const target = {
    'app/page.tsx': 'export const page = 1',
    'components/cors/form.tsx': 'export const form = 1',
    'lib/cors/check.ts': 'export const check = 1',
    'lib/functions/read.ts': `${SERVER}export const list = 1`,
    'lib/functions/queries.ts': 'export const query = 1',
    'lib/changes/actions.ts': "'use server'\nexport const apply = action(1)",
    'lib/db/lease.ts': `${SERVER}export const lease = 1`,
    'lib/sandbox/server.ts': 'export const startSandbox = 1',
  }
  const judge = (from: string, code: string) => places(arrowViolations(house({ ...target, [from]: code })))

  test.each([
    ['vocabulary to machinery', 'lib/functions/schema.ts', "import '@/lib/db/lease'"],
    [
      'machinery to a verb',
      'lib/aws/send.ts',
      `import 'server-only'; import { list } from '@/lib/functions/read'`,
    ],
    ['a verb to a component', 'lib/cors/read.ts', `import 'server-only'; import '@/components/cors/form'`],
    ['a component to a page', 'components/shell/nav.tsx', "import { page } from '@/app/page'"],
    ['a component to a read', 'components/shell/nav.tsx', "import { list } from '@/lib/functions/read'"],
    ['a component to the database', 'components/shell/nav.tsx', "import '@/lib/db/lease'"],
    [
      'a component to the database, as a type',
      'components/shell/nav.tsx',
      "import type { lease } from '@/lib/db/lease'",
    ],
    [
      'a component to the database, lazily',
      'components/shell/nav.tsx',
      "const it = import('../../lib/db/lease')",
    ],
    ['a query to a read', 'lib/traffic/queries.ts', "import { list } from '@/lib/functions/read'"],
    ['a query to an action', 'lib/traffic/queries.ts', "import { apply } from '@/lib/changes/actions'"],
    ['a page to the database', 'app/settings/page.tsx', "import '@/lib/db/lease'"],
    ['a page to the database, by a detour', 'app/settings/page.tsx', "import '@/lib/cors/../db/lease'"],
    ['a page to the database, as the bundler spells it', 'app/a/page.tsx', "import '@/lib/db/lease.js'"],
    ['a page to the database, as CommonJS', 'app/a/page.tsx', "const it = require('@/lib/db/lease')"],
    ['a page to the database, as a template', 'app/a/page.tsx', 'const it = import(`@/lib/db/lease`)'],
    ['a page to the sandbox', 'app/settings/page.tsx', "import '@/lib/sandbox/server'"],
    ['a verb to the sandbox', 'lib/probe/read.ts', `import 'server-only'; import '../sandbox/server'`],
    ['the sandbox to machinery', 'lib/sandbox/faults.ts', "import '@/lib/db/lease'"],
  ])('%s', (_title, from, code) => {
    expect(judge(from, code)).toEqual([`${from}:1`])
  })

  test('a console module to a test or to a start command', () => {
    const outside = {
      'e2e/fixtures/world.ts': 'export const a = 1',
      'lib/start/demo.ts': 'export const b = 1',
    }
    const page = { 'app/page.tsx': "import '@/e2e/fixtures/world'\nimport '@/lib/start/demo'" }
    expect(places(arrowViolations(house({ ...outside, ...page })))).toEqual([
      'app/page.tsx:1',
      'app/page.tsx:2',
    ])
  })

  test.each([
    [
      'components/cors/list.tsx',
      "import '@/lib/functions/queries'; import '@/lib/changes/actions'; import './form'",
    ],
    [
      'app/functions/page.tsx',
      "import '@/lib/functions/read'; import '@/components/cors/form'; import 'react'",
    ],
    ['components/cors/list.tsx', "import type { list } from '@/lib/functions/read'"],
    ['lib/traffic/queries.ts', "import type { list } from '@/lib/functions/read'"],
    ['lib/draft/use-draft.ts', "import 'react'; import '@/lib/cors/check'"],
    ['lib/changes/apply.ts', `import 'server-only'; import '@/lib/functions/read'; import '@/lib/db/lease'`],
    ['lib/start/demo.ts', "import '@/lib/sandbox/server'"],
    ['lib/functions/read.test.ts', "import '@/lib/sandbox/server'; import './read'"],
  ])('down from %s they are free', (from, code) => {
    expect(judge(from, code)).toEqual([])
  })
})

describe('rings', () => {
  test('are found, with the way round', () => {
    const files = house({
      'lib/a/one.ts': "import './two'",
      'lib/a/two.ts': "import { three } from '@/lib/b/three'",
      'lib/b/three.ts': "export * from '../a/one'",
      'lib/b/four.ts': "import './three'",
    })
    expect(importCycles(files)).toEqual([['lib/a/one.ts', 'lib/a/two.ts', 'lib/b/three.ts']])
  })

  test('of types alone are none', () => {
    const files = house({
      'lib/a/one.ts': "import type { B } from './two'",
      'lib/a/two.ts': "import './one'",
    })
    expect(importCycles(files)).toEqual([])
  })
})

describe('rooms', () => {
  test('that reach each other are found, type imports counted', () => {
    const files = house({
      'lib/a/one.ts': "import type { Two } from '@/lib/b/two'",
      'lib/b/two.ts': "import { three } from '@/lib/cors/value/three'",
      'lib/cors/value/three.ts': "import type { Four } from '@/lib/a/four'",
      'lib/a/four.ts': 'export type Four = 4',
      'components/x/one.tsx': "import '@/lib/a/one'; import type { Y } from '../y/two'",
      'components/y/two.tsx': "import '@/components/x/one'",
    })
    expect(roomTangles(files)).toEqual([
      ['lib/a', 'lib/b', 'lib/cors/value'],
      ['components/x', 'components/y'],
    ])
  })

  test('that only lead down make none, nor do files of one room, tests and programs', () => {
    const files = house({
      'lib/a/one.ts': "import './two'",
      'lib/a/two.ts': "import type { one } from './one'; import '@/lib/cors/value/three'",
      'lib/cors/value/three.ts': 'export const three = 3',
      'lib/cors/effects/four.ts': "import '@/lib/cors/value/three'",
      'lib/cors/value/three.test.ts': "import '@/lib/a/one'",
      'lib/sandbox/server.ts': "import '@/lib/a/one'",
    })
    expect(roomTangles(files)).toEqual([])
  })
})

describe('ARCHITECTURE.md', () => {
  test('names every room, each under its own heading', () => {
    const paths = [
      'lib/env.ts',
      'lib/a/one.ts',
      'lib/cors/value/two.ts',
      'lib/new/x.ts',
      'components/a/y.tsx',
    ]
    const text = '| `a` | `cors/value` |\n### `components`\n| `new` |'
    expect(places(unnamedRooms(paths, text))).toEqual(['lib/new:1', 'components/a:1'])
  })
})

describe('vocabulary', () => {
  test.each([
    ["import { readFileSync } from 'node:fs'"],
    ["import { useState } from 'react'"],
    ["import { sql } from 'kysely'"],
    ['export const at = () => new Date()'],
    ['export const at = Date.now()'],
    ['export const id = () => Math.random()'],
    ["export const get = () => fetch('/')"],
    ['export const home = process.env.HOME'],
    ['export const width = window.innerWidth'],
  ])('is not pure with %s', (code) => {
    expect(places(purityViolations(house({ 'lib/cors/check.ts': code })))).toContain('lib/cors/check.ts:1')
  })

  test('may know a given time, and zod', () => {
    const code = "import * as z from 'zod/mini'\nexport const at = (text: string) => new Date(text)"
    expect(purityViolations(house({ 'lib/cors/check.ts': code }))).toEqual([])
  })

  test('may call its own things what it likes', () => {
    const code = "const fetch = (name: string) => name\nexport const line = fetch('GetPolicy')"
    expect(purityViolations(house({ 'lib/changes/plan/to-cli.ts': code }))).toEqual([])
  })

  test('stays vocabulary in its rooms', () => {
    const files = house({
      'lib/cors/read.ts': SERVER,
      'lib/functions/read.ts': 'export const list = 1',
      'lib/env.ts': '',
    })
    expect(places(serverOnlyViolations(files))).toEqual([
      'lib/cors/read.ts:1',
      'lib/functions/read.ts:1',
      'lib/env.ts:1',
    ])
  })
})

describe('the way to AWS', () => {
  const judge = (path: string, code: string) => places(vendorViolations(house({ [path]: code })))

  test.each([
    ['lib/functions/read.ts', `${SERVER}import { LambdaClient } from '@aws-sdk/client-lambda'`, 2],
    ['lib/functions/read.ts', `${SERVER}import * as lambda from '@aws-sdk/client-lambda'`, 2],
    ['lib/db/lease.ts', `${SERVER}import { fromNodeProviderChain } from '@aws-sdk/credential-providers'`, 2],
    ['lib/owner/read.ts', `${SERVER}import { fromIni } from '@aws-sdk/credential-providers'`, 2],
    ['lib/owner/read.ts', `${SERVER}import { CloudTrail } from '@aws-sdk/client-cloudtrail'`, 2],
    ['lib/probe/send.ts', `${SERVER}import { SignatureV4 } from '@smithy/signature-v4'`, 2],
    ['components/cors/form.tsx', "import type { Cors } from '@aws-sdk/client-lambda'", 1],
    ['app/page.tsx', "import { ListFunctionsCommand } from '@aws-sdk/client-lambda'", 1],
    ['lib/cors/check.ts', "import type { Cors } from '@aws-sdk/client-lambda'", 1],
  ])('is not in %s', (path, code, line) => {
    expect(judge(path, code)).toEqual([`${path}:${line}`])
  })

  test('is in lib/aws; verbs may name commands, tests make clients of their own', () => {
    const client = "import { LambdaClient } from '@aws-sdk/client-lambda'"
    expect(judge('lib/aws/clients.ts', SERVER + client)).toEqual([])
    expect(judge('lib/functions/read.test.ts', client)).toEqual([])
    const command = "import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda'"
    expect(
      judge('lib/permissions/read.ts', `${SERVER}${command.replace(', type LambdaClient', '')}`),
    ).toEqual([])
  })
})

describe('the environment', () => {
  test.each([
    ['export const a = process.env.HOME'],
    ["export const a = process.env['HOME']"],
    ["export const a = process['env']"],
    ['const { env } = process'],
    ["import { env } from 'node:process'"],
    ["import process from 'process'"],
  ])('is read by %s', (code) => {
    expect(places(environmentViolations(house({ 'lib/aws/clients.ts': SERVER + code })))).toContain(
      'lib/aws/clients.ts:2',
    )
  })

  test('is read by lib/env.ts and by programs; build constants are no settings', () => {
    const read = 'export const home = process.env.HOME'
    const files = { 'lib/env.ts': SERVER + read, 'lib/start/demo.ts': read, 'e2e/playwright.config.ts': read }
    const constants = { 'instrumentation.ts': "if (process.env.NEXT_RUNTIME === 'nodejs') process.exit(1)" }
    expect(environmentViolations(house({ ...files, ...constants }))).toEqual([])
  })
})

describe("'use server'", () => {
  const judge = (path: string, code: string) => places(serverActionViolations(house({ [path]: code })))
  const imported = "import { action } from '@/lib/doorways/action'; import { verb, other } from './read'"

  test.each([
    ['export async function apply() {}'],
    ['export const apply = async () => {}'],
    ['export default action(verb)'],
    ['export const apply = action(verb, other)'],
    ['export const apply = action({ ...verb })'],
    ['export const apply = action(async () => 1)'],
    ['export const apply = action(unknown)'],
    ["export * from './apply'"],
    ["export { apply } from './apply'"],
    ['const apply = verb()\nexport { apply }'],
    ['export const preview = action(verb), apply = verb'],
  ])('does not let %s out', (code) => {
    expect(judge('lib/changes/actions.ts', `'use server'\n${imported}\n${code}`)).toHaveLength(1)
  })

  test('does not let out an action of its own making', () => {
    const own = "import { verb } from './read'\nconst action = (verb) => async () => verb\n"
    const file = `'use server'\n${own}export const apply = action(verb)`
    expect(judge('lib/changes/actions.ts', file)).toEqual(['lib/changes/actions.ts:4'])
  })

  test('stands at the top of lib/<room>/actions.ts only', () => {
    const apply = `${imported}\nexport const apply = action(verb)`
    expect(judge('lib/changes/actions.ts', `'use server'\n${apply}\nexport type A = 1`)).toEqual([])
    expect(judge('components/cors/save.ts', `'use server'\n${apply}`)).toEqual(['components/cors/save.ts:1'])
    expect(judge('app/page.tsx', "const save = async () => { 'use server' }")).toEqual(['app/page.tsx:1'])
  })
})

describe('doorways', () => {
  const IMPORTED =
    "import { read } from '@/lib/doorways/route'; import { stream } from '@/lib/doorways/stream'; import { fromPage } from '@/lib/doorways/page'; import { getA } from '@/lib/a/read'"
  const verbs = { 'lib/a/read.ts': `${SERVER}export const getA = verb({})` }
  const judge = (path: string, code: string) =>
    places(doorwayViolations(house({ ...verbs, [path]: `${IMPORTED}; ${code}` })))

  test.each([
    ['export const GET = async () => Response.json(await getA.within(permit, {}))'],
    ['export async function GET() {}'],
    ['export const POST = read(getA)'],
    ['export const GET = stream(getA)'],
    ['export const DELETE = read(getA)'],
    ['export const GET = read({ ...getA })'],
    ['export const GET = read(getA, getA)'],
    ['export const GET = read(getB)'],
    ["export { GET } from '@/lib/a/route'"],
    ["export * from '@/lib/a/route'"],
    ['export default read(getA)'],
    ["export const GET = read(getA), dynamic = 'force-static'"],
  ])('no route handler is %s', (code) => {
    expect(judge('app/api/a/route.ts', code)).toEqual(['app/api/a/route.ts:1'])
  })

  test.each([
    ['export default async () => getA.within(permit, {})'],
    ['export default async () => read(getA)'],
    ['export default async () => fromPage({ ...getA }, {})'],
    ['const it = getA; export default async () => fromPage(it, {})'],
    ['export default async () => (await fromPage(x, getA)).ok'],
    ["export default async () => (await import('@/lib/a/read')).getA"],
    ["export { getA } from '@/lib/a/read'"],
  ])('no page says %s', (code) => {
    expect(new Set(judge('app/a/page.tsx', code))).toEqual(new Set(['app/a/page.tsx:1']))
  })

  test.each([
    [
      'app/api/a/route.ts',
      'const read = (it) => async () => Response.json(it); export const GET = read(getA)',
    ],
    ['app/a/page.tsx', 'const fromPage = (it) => it.work; export default async () => fromPage(getA)'],
    ['app/a/page.tsx', "import { fromPage } from '@/lib/a/page'; export default async () => fromPage(getA)"],
  ])('are the real ones in %s: %s', (path, code) => {
    const files = house({ ...verbs, [path]: `import { getA } from '@/lib/a/read'; ${code}` })
    expect(places(doorwayViolations(files))).toEqual([`${path}:1`])
  })

  test('are the only way', () => {
    expect(judge('app/api/a/route.ts', 'export const GET = read(getA)')).toEqual([])
    expect(judge('app/api/a/route.ts', 'export const POST = stream(getA)')).toEqual([])
    expect(judge('app/a/page.tsx', 'export default async () => fromPage(getA, {})')).toEqual([])
  })
})

describe('what leads past a judgement', () => {
  const modules = {
    'lib/auth/permit.ts': `${SERVER}export const mintPermit = 1`,
    'lib/auth/judge.ts': `${SERVER}export const permitOf = 1`,
    'lib/auth/verb.ts': `${SERVER}export const perform = 1, workOf = 1, verb = 1`,
    'lib/auth/system-permit.ts': `${SERVER}export const systemPermit = 1`,
    'lib/db/database.ts': `${SERVER}export const database = 1`,
    'lib/aws/accounts.ts': `${SERVER}export const credentialsFor = 1`,
    'lib/aws/clients.ts': `${SERVER}export const lambdaClient = 1`,
    'lib/probe/open-exchange.ts': `${SERVER}export const openExchange = 1`,
    'lib/journal/journal.ts': `${SERVER}export const appendEvent = 1`,
    'lib/db/setting-rows.ts': `${SERVER}export const putSetting = 1`,
    'lib/inventory/report-data.ts': `${SERVER}export const readOwnReport = 1`,
  }
  const judge = (path: string, code: string) =>
    places(reservedImportViolations(house({ ...modules, [path]: `${SERVER.trim()};${code}` })))

  test.each([
    ['lib/functions/read.ts', "import { mintPermit } from '@/lib/auth/permit'"],
    ['lib/functions/read.ts', "import * as permits from '@/lib/auth/permit'"],
    ['lib/functions/all.ts', "export * from '@/lib/auth/permit'"],
    ['lib/functions/read.ts', "import { permitOf } from '@/lib/auth/judge'"],
    ['app/page.tsx', "import { perform } from '@/lib/auth/verb'"],
    ['lib/doorways/route.ts', "import { workOf } from '@/lib/auth/verb'"],
    ['lib/changes/apply.ts', "import { systemPermit } from '@/lib/auth/system-permit'"],
    ['lib/doorways/route.ts', "import { systemPermit } from '@/lib/auth/system-permit'"],
    ['lib/changes/read.ts', "import { database } from '@/lib/db/database'"],
    ['lib/probe/send.ts', "import { credentialsFor } from '@/lib/aws/accounts'"],
    ['lib/functions/read.ts', "const made = import('@/lib/aws/clients')"],
    ['lib/traffic/read.ts', "import { openExchange } from '@/lib/probe/open-exchange'"],
    ['lib/functions/read.ts', "import { mintPermit } from '@/lib/auth/../auth/permit'"],
    ['lib/functions/read.ts', "import { mintPermit } from '@/lib/auth/permit.js'"],
    ['lib/functions/read.ts', "const { mintPermit } = require('@/lib/auth/permit')"],
    ['lib/functions/read.ts', "const made = import('@/lib/auth/' + 'permit')"],
    ['lib/auth/scope.ts', "export { mintPermit } from '@/lib/auth/permit'"],
    ['lib/auth/scope.ts', "import { mintPermit as m } from '@/lib/auth/permit'; export { m }"],
    ['lib/auth/scope.ts', "import { mintPermit } from '@/lib/auth/permit'; export const make = mintPermit"],
    ['lib/functions/read.ts', "import Libsql from 'libsql'"],
    ['lib/functions/read.ts', "import { request } from 'node:https'"],
    ['lib/functions/read.ts', "import { appendEvent } from '@/lib/journal/journal'"],
    ['lib/functions/read.ts', "import { putSetting } from '@/lib/db/setting-rows'"],
    ['lib/functions/read.ts', "import { readOwnReport } from '@/lib/inventory/report-data'"],
  ])('is not for %s: %s', (path, code) => {
    expect(new Set(judge(path, code))).toEqual(new Set([`${path}:1`]))
  })

  test('is for those who need it, and its types are for all', () => {
    const allowed: [string, string][] = [
      ['lib/auth/judge-rows.ts', "import { mintPermit } from '@/lib/auth/permit'"],
      ['lib/doorways/enter.ts', "import { perform } from '@/lib/auth/verb'"],
      ['lib/changes/call-step.ts', "import { systemPermit } from '@/lib/auth/system-permit'"],
      ['lib/journal/journal.ts', "import { database } from '@/lib/db/database'"],
      ['lib/functions/read.ts', "import { verb } from '@/lib/auth/verb'"],
      ['lib/functions/read.ts', "import type { mintPermit } from '@/lib/auth/permit'"],
      ['lib/functions/read.test.ts', "import { workOf } from '@/lib/auth/verb'"],
      ['lib/aws/clients-of.ts', "import https from 'node:https'"],
      ['lib/settings/read.ts', "import { putSetting } from '@/lib/db/setting-rows'"],
    ]
    for (const [path, code] of allowed) expect(judge(path, code), code).toEqual([])
  })
})

describe('markup', () => {
  test.each([
    ['export const a = <p style={{ color: "red" }} />'],
    ['export const a = <p dangerouslySetInnerHTML={{ __html: x }} />'],
    ['export const a = { dangerouslySetInnerHTML: { __html: x } }'],
    ['element.innerHTML = x'],
    ['ref.current.outerHTML = x'],
    ["element.insertAdjacentHTML('beforeend', x)"],
    ['document.write(x)'],
    ["eval('1')"],
    ["new Function('1')"],
    ['export const a = <form onSubmit={send} />'],
  ])('is not made by %s', (code) => {
    expect(places(markupViolations(house({ 'components/ui/table.tsx': code })))).toEqual([
      'components/ui/table.tsx:1',
    ])
  })

  test('element.style is not an attribute', () => {
    expect(
      markupViolations(house({ 'components/ui/table.tsx': "row.style.top = '0'; stream.write('x')" })),
    ).toEqual([])
  })
})

describe('schemas', () => {
  test.each([
    ["import { z } from 'zod'"],
    ["import type { ZodError } from 'zod/v4'"],
    ["import 'zod/v4-mini'"],
  ])('are not made by %s', (code) => {
    expect(places(dialectViolations(house({ 'lib/cors/cors-schema.ts': code })))).toEqual([
      'lib/cors/cors-schema.ts:1',
    ])
  })

  test('are made by zod/mini', () => {
    const code = "import * as z from 'zod/mini'"
    expect(dialectViolations(house({ 'lib/cors/cors-schema.ts': code }))).toEqual([])
  })
})

describe('names', () => {
  test.each([
    ['components/Button.tsx'],
    ['lib/corsCheck.ts'],
    ['lib/cors_check.ts'],
    ['lib/cors/index.ts'],
    ['lib/utils.ts'],
    ['lib/helpers/date.ts'],
    ['lib/date-utils.ts'],
    ['lib/state-manager.ts'],
    ['components/common/box.tsx'],
  ])('%s is none', (path) => {
    expect(places(nameViolations([path]))).toEqual([`${path}:1`])
  })

  test.each([
    ['app/(console)/functions/[account]/[region]/page.tsx'],
    ['app/api/[...rest]/route.ts'],
    ['lib/cors/cors-schema.test.ts'],
    ['components/ui/table.tsx'],
    ['public/logo-192.png'],
  ])('%s is one', (path) => {
    expect(nameViolations([path])).toEqual([])
  })

  test('a file of re-exports alone is a barrel', () => {
    const files = house({
      'lib/cors/all.ts': "export * from './a'\nexport { b } from './b'",
      'lib/cors/a.ts': 'export {}',
    })
    expect(places(barrelViolations(files))).toEqual(['lib/cors/all.ts:1'])
  })

  test('a new name at the top is seen', () => {
    expect(places(topLevelViolations(['lib', 'src', 'docker-compose.yml']))).toEqual([
      'src:1',
      'docker-compose.yml:1',
    ])
  })
})

describe('tests', () => {
  test.each([
    ["vi.mock('@/lib/db/lease')"],
    ['await page.waitForTimeout(500)'],
    ["test.only('x', () => {})"],
    ["test.skip('x', () => {})"],
    ["describe.skip('x', () => {})"],
    ["test.todo('x')"],
    ["it('x', () => {})"],
    ["it.each([])('x', () => {})"],
    ["it.only('x', () => {})"],
    ["test.describe.only('x', () => {})"],
    ["import { setTimeout } from 'node:timers/promises'"],
  ])('do not say %s', (code) => {
    expect(places(testMannerViolations(house({ 'e2e/list.spec.ts': code })))).toEqual(['e2e/list.spec.ts:1'])
  })
})

describe('dependencies', () => {
  test('a missing binary of another platform is found, also for nested packages', () => {
    const lock = {
      packages: {
        'node_modules/next': { optionalDependencies: { '@next/swc-a': '1.0.0', '@next/swc-b': '1.0.0' } },
        'node_modules/next/node_modules/@next/swc-a': {},
      },
    }
    expect(missingOptionalPackages(lock)).toEqual(['node_modules/next wants @next/swc-b@1.0.0'])
  })

  test('a lock entry that names a server is found', () => {
    const lock = { packages: { '': {}, 'node_modules/a': { resolved: 'https://example.com/a.tgz' } } }
    expect(resolvedPackages(lock)).toEqual(['node_modules/a from https://example.com/a.tgz'])
  })

  test('a range is not a pin', () => {
    const manifest = { dependencies: { a: '^1.0.0', b: '1.0.0' }, devDependencies: { c: 'latest' } }
    expect(looseDependencies(manifest)).toEqual(['a@^1.0.0', 'c@latest'])
  })
})

test('a program has what it needs before it begins', () => {
  const code = 'const A = 1\nawait run(() => C)\nfunction b() {}\nconst C = 2\nclass D {}'
  expect(places(programOrderViolations(house({ 'lib/start/a.ts': code })))).toEqual([
    'lib/start/a.ts:4',
    'lib/start/a.ts:5',
  ])
  const whole = 'const A = 1\nfunction b() { const c = 2 }\nawait run(A)\ntype E = 1'
  expect(programOrderViolations(house({ 'lib/start/a.ts': whole }))).toEqual([])
})
