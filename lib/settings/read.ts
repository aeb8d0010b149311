import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { putSetting, settingRow } from '@/lib/db/setting-rows'
import { env } from '@/lib/env'
import { getInventory } from '@/lib/inventory/read'
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
    const by = { at: permit.context.now().toISOString(), name: permit.actor.name }
    await putSetting(TRAFFIC, input.countsAllTraffic ? 'on' : 'off', by)
    return getSettings.within(permit, {})
  },
})
