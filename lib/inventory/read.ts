import 'server-only'
import * as z from 'zod/mini'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { env } from '@/lib/env'
import { accountNamesIn } from '@/lib/inventory/account-names'
import { countsOfUrls, daysOfUrls, pageOfUrls, valuesOfKey } from '@/lib/inventory/index-rows'
import { countSelectedSchema, listInventoryInputSchema, queryValuesInputSchema } from '@/lib/inventory/schema'
import { countWithin } from '@/lib/inventory/selected-urls'
import { sweepStates } from '@/lib/inventory/sweep-states'

/** A page of function URLs from the index: filtered, sorted and counted there, without a call to AWS. */
export const listInventory = verb({
  name: 'listInventory',
  input: listInventoryInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const { rows, ...page } = await pageOfUrls(permit, input)
    return { ...page, rows: new Unjudged(rows) }
  },
  rows: { rows: { operation: 'function-url:read', resource: (row) => row } },
})

/** What can stand behind a key of a query, with counts. */
export const listQueryValues = verb({
  name: 'listQueryValues',
  input: queryValuesInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input }) => ({ values: await valuesOfKey(permit, input.field) }),
})

/** The numbers over everything, how they moved, and how far the reading is. */
export const getInventory = verb({
  name: 'getInventory',
  input: z.object({}),
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit }) => {
    const [counts, days, sweeps] = await Promise.all([
      countsOfUrls(permit),
      daysOfUrls(permit),
      sweepStates(permit),
    ])
    return {
      counts,
      days,
      sweeps: new Unjudged(sweeps),
      accountNames: await accountNamesIn(permit, sweeps),
      isReadOnly: env().isReadOnly,
      isAutomatic: env().isSweepAutomatic,
      readAt: permit.context.now().toISOString(),
    }
  },
  rows: { sweeps: { operation: 'function:list', resource: (row) => row } },
})

/** How many of the rows that somebody has chosen a query lets through: the others are outside what is shown. */
export const countSelected = verb({
  name: 'countSelected',
  input: countSelectedSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input: { q, identities } }) => ({
    inside: await countWithin(permit, q, identities),
  }),
})
