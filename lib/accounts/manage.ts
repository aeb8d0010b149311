import 'server-only'
import type { Kysely } from 'kysely'
import { accountInputSchema, removeAccountSchema } from '@/lib/accounts/schema'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { forgetAccounts, knownAccounts } from '@/lib/aws/targets'
import {
  type AccountOutcome,
  accountRow,
  addAccountRow,
  changeAccountRow,
  removeAccountRow,
  withAccounts,
} from '@/lib/db/account-rows'
import type { AccountRow } from '@/lib/db/account-tables'
import type { Tables } from '@/lib/db/tables'
import { fail } from '@/lib/failures/result'
import type { AccountTarget } from '@/lib/identity/account-target'
import { CANNOT_WRITE, recorded } from '@/lib/journal/recorded'
import type { RecordEvent } from '@/lib/record/event-kinds'
import { recordedBy, recordWith } from '@/lib/record/events'
import { checkTarget, forgetPlace } from '@/lib/sweep/steer'
import { wakeSweeper } from '@/lib/sweep/sweeper'

const managing = { operation: 'account:manage', resource: () => ({}) } as const

/** Adds an account and has it read. @throws {FailureError} `already-exists` */
export const addAccount = verb({
  ...managing,
  name: 'addAccount',
  input: accountInputSchema,
  work: async ({ permit, input }) => {
    const { at, by } = signature(permit)
    const { account, name } = input
    if ((await knownAccounts()).some((known) => known.account === account)) settle('there')
    const signed = { added_at: at, added_by: by, changed_at: at, changed_by: by }
    const row = { account, ...written(input), ...signed }
    await settled(permit, async (transaction) => ({
      outcome: await addAccountRow(transaction, row),
      events: [{ kind: 'account-added', account, name, how: input.roleArn }],
    }))
    await readSoon(permit, input)
    return { account }
  },
})

/** Changes all of an account but its number. @throws {FailureError} `changed-elsewhere`, `already-exists` */
export const changeAccount = verb({
  ...managing,
  name: 'changeAccount',
  input: accountInputSchema,
  work: async ({ permit, input }) => {
    const { at, by } = signature(permit)
    const told = { ...written(input), changed_at: at, changed_by: by }
    const before = await settled(permit, async (transaction) => {
      const row = await accountRow(transaction, input.account)
      const outcome = await changeAccountRow(transaction, input.account, told)
      return { outcome, events: row ? differences(row, input) : [], row }
    })
    const left = before?.regions.split(',').filter((region) => !input.regions.includes(region)) ?? []
    for (const region of left) await forgetPlace.within(permit, { account: input.account, region })
    await readSoon(permit, input)
    return { account: input.account }
  },
})

/** Removes an account: what the index knows of it is forgotten, the record keeps what was done. */
export const removeAccount = verb({
  ...managing,
  name: 'removeAccount',
  input: removeAccountSchema,
  work: async ({ permit, input: { account } }) => {
    signature(permit)
    const row = await settled(permit, async (transaction) => {
      const found = await accountRow(transaction, account)
      const outcome = await removeAccountRow(transaction, account)
      return {
        outcome,
        events: [{ kind: 'account-removed', account, name: found?.name || undefined }],
        row: found,
      }
    })
    for (const region of row?.regions.split(',') ?? []) await forgetPlace.within(permit, { account, region })
    return { account }
  },
})

/** Who does it, and when. */
function signature(permit: Permit): { at: string; by: string } {
  assertOperation(permit, 'account:manage')
  return { at: permit.context.now().toISOString(), by: permit.actor.name }
}

type Written = Omit<AccountRow, 'account' | 'added_at' | 'added_by' | 'changed_at' | 'changed_by'>

const onOff = (is: boolean) => (is ? 'on' : 'off')

const written = (target: AccountTarget): Written => ({
  name: target.name ?? '',
  regions: [...new Set(target.regions)].join(','),
  role_arn: target.roleArn,
  external_id: target.externalId ?? '',
  source_identity: onOff(target.sendsSourceIdentity),
  session_tags: onOff(target.sendsSessionTags),
})

/** What people call each column in the record. */
const CALLED: Record<keyof Written, string> = {
  name: 'name',
  regions: 'regions',
  role_arn: 'role',
  external_id: 'ExternalId',
  source_identity: 'SourceIdentity',
  session_tags: 'session tags',
}

function differences(row: AccountRow, target: AccountTarget): RecordEvent[] {
  const after = written(target)
  const columns = (Object.keys(CALLED) as (keyof Written)[]).filter((column) => row[column] !== after[column])
  return columns.map((column) => ({
    ...{ kind: 'account-changed', account: row.account, name: target.name, what: CALLED[column] },
    ...{ before: row[column] || null, after: after[column] || null },
  }))
}

interface Done {
  outcome: AccountOutcome
  events: RecordEvent[]
  row?: AccountRow
}

/** In one transaction with the record: what it does not tell of is not done. Answers the row as it was. */
async function settled(
  permit: Permit,
  work: (transaction: Kysely<Tables>) => Promise<Done>,
): Promise<AccountRow | undefined> {
  const by = recordedBy(permit)
  const { outcome, row } = await recorded(CANNOT_WRITE, () =>
    withAccounts(async (transaction) => {
      const done = await work(transaction)
      if (done.outcome === 'done') for (const event of done.events) await recordWith(transaction, by, event)
      return done
    }),
  )
  forgetAccounts()
  settle(outcome)
  return row
}

function settle(outcome: AccountOutcome): void {
  const field = (path: string, message: string) =>
    fail('already-exists', message, { issues: [{ path, message }] })
  if (outcome === 'there') field('account', 'The console has this account already.')
  if (outcome === 'same-name') field('name', 'Another account has this name.')
  if (outcome === 'gone') fail('changed-elsewhere', 'Somebody else has removed this account.')
}

/** The process that reads in the background takes it up at its next look. */
async function readSoon(permit: Permit, { account, regions }: AccountTarget): Promise<void> {
  for (const region of new Set(regions)) await checkTarget.within(permit, { account, region })
  wakeSweeper()
}
