import 'server-only'
import { accountRows } from '@/lib/db/account-rows'
import type { AccountRow } from '@/lib/db/account-tables'
import { env } from '@/lib/env'
import { type AccountTarget, accountOfRole } from '@/lib/identity/account-target'
import { singleton } from '@/lib/process/singleton'

/** An account that the console was told about, and where. */
export interface KnownAccount extends AccountTarget {
  from: 'environment' | 'file' | 'page'
}

/** How long what was read holds, and how long the database is waited for: longer while nothing is known yet; in milliseconds. */
const HOLDS = 1_000
const PATIENCE = 250
const FIRST_PATIENCE = 5_000

interface Held {
  rows: AccountRow[]
  readAt: number
  isKnown: boolean
  /** How often it was forgotten: what began to be read before that is not what is there now. */
  age: number
  reading?: Promise<AccountRow[]>
}

const held = () =>
  singleton(
    'aws.accounts',
    (): Held => ({ rows: [], readAt: Number.NEGATIVE_INFINITY, isKnown: false, age: 0 }),
  )

/**
 * Every account that is got into by a role: of the environment, of the file, of the page. What another process has
 * changed is known within a second; while the database does not answer, it is what was last known.
 */
export const knownAccounts = async (): Promise<KnownAccount[]> => allOf(await rowsInTime())

/** The same as the database has them now, for what would be forgotten otherwise. @throws what the database throws */
export const surelyKnownAccounts = async (): Promise<KnownAccount[]> => allOf(await accountRows())

function allOf(rows: readonly AccountRow[]): KnownAccount[] {
  const { regions, roleArns, accountsOfFile, accountNames } = env()
  const fixed: KnownAccount[] = [
    ...roleArns.map((roleArn): KnownAccount => {
      const account = accountOfRole(roleArn)
      const none = { sendsSourceIdentity: false, sendsSessionTags: false }
      return { account, roleArn, name: accountNames[account], regions, ...none, from: 'environment' }
    }),
    ...accountsOfFile.map((target): KnownAccount => ({ ...target, from: 'file' })),
  ]
  const taken = new Set(fixed.map(({ account }) => account))
  const managed = rows.map(ofPage).filter(({ account }) => !taken.has(account))
  return [...fixed, ...managed]
}

/** What people call each account; what the environment says comes first. */
export async function accountNames(): Promise<Record<string, string>> {
  const named = (await knownAccounts()).flatMap(({ account, name }) => (name ? [[account, name]] : []))
  return { ...Object.fromEntries(named), ...env().accountNames }
}

/** The next asker reads the accounts anew: somebody has changed them. */
export function forgetAccounts(): void {
  const own = held()
  own.readAt = Number.NEGATIVE_INFINITY
  own.age += 1
  own.reading = undefined
}

const ofPage = (row: AccountRow): KnownAccount => ({
  account: row.account,
  name: row.name || undefined,
  regions: row.regions.split(','),
  roleArn: row.role_arn,
  externalId: row.external_id || undefined,
  sendsSourceIdentity: row.source_identity === 'on',
  sendsSessionTags: row.session_tags === 'on',
  from: 'page',
})

async function rowsInTime(): Promise<AccountRow[]> {
  const own = held()
  if (performance.now() - own.readAt < HOLDS) return own.rows
  own.reading ??= readRows(own)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<AccountRow[]>((resolve) => {
    timer = setTimeout(() => resolve(own.rows), own.isKnown ? PATIENCE : FIRST_PATIENCE)
  })
  return Promise.race([own.reading.catch(() => own.rows), late]).finally(() => clearTimeout(timer))
}

async function readRows(own: Held): Promise<AccountRow[]> {
  const { age } = own
  const startedAt = performance.now()
  try {
    const rows = await accountRows()
    if (own.age === age) Object.assign(own, { rows, readAt: startedAt, isKnown: true })
    return rows
  } finally {
    if (own.age === age) own.reading = undefined
  }
}
