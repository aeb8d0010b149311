import 'server-only'
import * as z from 'zod/mini'
import { verb } from '@/lib/auth/verb'
import { env } from '@/lib/env'
import { coveredBy, peopleKnown, scopeValues } from '@/lib/people/people-rows'
import { coveredInputSchema, type PeopleState } from '@/lib/people/schema'

/** Who there is, in which groups, and what is granted to whom; for who governs the whole console. */
export const getPeople = verb({
  name: 'getPeople',
  input: z.object({}),
  operation: 'people:read',
  resource: () => ({}),
  sight: 'everybody',
  work: async ({ permit }): Promise<PeopleState> => ({
    ...(await peopleKnown(permit)),
    values: await scopeValues(permit),
    isReadOnly: env().isReadOnly,
    hasLocalAccounts: env().signIn?.hasLocalAccounts ?? false,
  }),
})

/** How much lies in a scope, while it is written. */
export const countCovered = verb({
  name: 'countCovered',
  input: coveredInputSchema,
  operation: 'people:read',
  resource: () => ({}),
  sight: 'everybody',
  work: ({ permit, input }) => coveredBy(permit, input.scope),
})
