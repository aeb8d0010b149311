import 'server-only'
import * as z from 'zod/mini'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { putSetting, settingRow } from '@/lib/db/setting-rows'
import { env } from '@/lib/env'
import { getInventory } from '@/lib/inventory/read'
import { recordedBy, recordTogether } from '@/lib/record/events'
import type { ConsoleSettings } from '@/lib/settings/schema'

const TRAFFIC = 'traffic.count-all'

/** Whether the requests of every function URL are counted; off until somebody switches it on, for AWS bills it. */
export const countsAllTraffic = async (): Promise<boolean> => (await settingRow(TRAFFIC))?.value === 'on'

/** What is set for everybody. */
export const getSettings = verb({
  name: 'getSettings',
  input: z.object({}),
  operation: 'settings:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit }): Promise<ConsoleSettings> => {
    assertOperation(permit, 'settings:read')
    const [row, { counts }] = await Promise.all([settingRow(TRAFFIC), getInventory.within(permit, {})])
    return {
      countsAllTraffic: row?.value === 'on',
      ...(row && { setBy: row.set_by, setAt: row.set_at }),
      urls: counts.urls,
      isReadOnly: env().isReadOnly,
    }
  },
})

/** Sets what holds for everybody. @throws {FailureError} `read-only` */
export const changeSettings = verb({
  name: 'changeSettings',
  input: z.strictObject({ countsAllTraffic: z.boolean() }),
  operation: 'settings:change',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input }): Promise<ConsoleSettings> => {
    assertOperation(permit, 'settings:change')
    const after = input.countsAllTraffic ? 'on' : 'off'
    const before = (await settingRow(TRAFFIC))?.value ?? 'off'
    if (before !== after) await setAndRecord(permit, before, after)
    return getSettings.within(permit, {})
  },
})

/** In one transaction: a setting that the record does not tell of is not set. */
function setAndRecord(permit: Permit, before: string, after: string): Promise<void> {
  const by = recordedBy(permit)
  const event = {
    kind: 'setting-changed',
    setting: 'Count the requests of every function URL',
    before,
    after,
  } as const
  return recordTogether(by, event, (transaction) =>
    putSetting(transaction, TRAFFIC, after, { at: by.at, name: permit.actor.name }),
  )
}
