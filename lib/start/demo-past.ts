import Libsql from 'libsql'
import * as z from 'zod/mini'
import { ok } from '@/lib/failures/result'
import { LATEST } from '@/lib/identity/qualifier'
import { type Exposure, judgeUrl } from '@/lib/inventory/exposure'
import { statementSchema } from '@/lib/permissions/schema'
import { createState } from '@/lib/sandbox/build'
import { randomOf } from '@/lib/sandbox/seed/pseudo-random'
import { seedCompany } from '@/lib/sandbox/seed/seed-company'
import type { FunctionState, UrlState } from '@/lib/sandbox/state'

const DAY = 86_400_000
/** Two months, as the chart of the home page shows them. */
const DAYS = 60
/** Of the URLs that were changed lately so many were opened then. */
const OPENED_LATELY = 1 / 3

interface DayRow {
  day: string
  account: string
  region: string
  urls: number
  public: number
  unreachable: number
  unknown: number
}

interface PastUrl {
  account: string
  region: string
  createdAt: number
  /** From when it was what it is now; before, only IAM principals got in. */
  sinceAt: number
  exposure: Exposure
}

const statementsSchema = z.array(statementSchema)

function exposureOf(owner: FunctionState, qualifier: string, { authType }: UrlState): Exposure {
  const { account, region, name: functionName, reservedConcurrency = null } = owner
  const isGone = qualifier !== LATEST && !owner.aliases.has(qualifier)
  const statements = owner.policies.get(qualifier)?.statements ?? []
  return judgeUrl({
    identity: { account, region, functionName, qualifier },
    authType,
    policy: ok(statementsSchema.parse(statements)),
    alias: ok(qualifier === LATEST ? 'own-url' : isGone ? 'deleted' : 'exists'),
    reservedConcurrency: ok(reservedConcurrency),
  }).exposure
}

function pastOf(owner: FunctionState): PastUrl[] {
  return [...owner.urls].map(([qualifier, url]) => {
    const wasOpened = randomOf(`opened/${owner.arn}:${qualifier}`)() < OPENED_LATELY
    const createdAt = Date.parse(url.creationTime)
    return {
      account: owner.account,
      region: owner.region,
      createdAt,
      sinceAt: wasOpened ? Date.parse(url.lastModifiedTime) : createdAt,
      exposure: exposureOf(owner, qualifier, url),
    }
  })
}

/** The numbers of the company's function URLs on each of the last 60 days before `now`, by account and region. */
export function companyDays(now: number): DayRow[] {
  const state = createState()
  seedCompany(state, now)
  const regions = [...state.accounts.values()].flatMap((account) => [...account.regions.values()])
  return regions.flatMap(({ account, region, functions }) => {
    const urls = [...functions.values()].flatMap(pastOf)
    return Array.from({ length: DAYS }, (_, index) => {
      const at = now - (DAYS - index) * DAY
      const there = urls.filter(({ createdAt }) => createdAt <= at)
      const count = (exposure: Exposure) =>
        there.filter((url) => url.sinceAt <= at && url.exposure === exposure).length
      return {
        ...{ day: new Date(at).toISOString().slice(0, 10), account, region, urls: there.length },
        ...{ public: count('public'), unreachable: count('unreachable'), unknown: 0 },
      }
    })
  })
}

/** Writes the company's past into the database of a console that has opened it, so that its tables are there. */
export function writePast(databasePath: string, now: number): void {
  const database = new Libsql(databasePath)
  try {
    const rows = companyDays(now)
    const names = Object.keys(rows[0] ?? {})
    const insert = database.prepare(
      `insert into index_days (${names.join(', ')}) values (${names.map(() => '?').join(', ')}) on conflict do nothing`,
    )
    database.exec('begin immediate')
    for (const row of rows) insert.run(Object.values(row))
    database.exec('commit')
  } finally {
    database.close()
  }
}
