import 'server-only'
import type * as z from 'zod/mini'
import type { Context } from '@/lib/auth/context'
import { perform, type Verb } from '@/lib/auth/verb'
import { attempt } from '@/lib/doorways/attempt'
import type { Result } from '@/lib/failures/result'
import { recordRefusedRight } from '@/lib/record/refusals'

/**
 * What every doorway does once it knows who asks: parse, judge, work, judge the rows, and catch; what the
 * rights of a person do not let them do is counted for the record. `input` is read only here, so that what goes wrong
 * with it is caught too.
 */
export function enter<Schema extends z.ZodMiniType, Output>(
  verb: Verb<Schema, Output>,
  context: Context,
  input: () => unknown,
): Promise<Result<Output>> {
  return attempt(verb.name, context, async () => {
    try {
      return await perform(verb, context, await input())
    } catch (error) {
      recordRefusedRight(context, error)
      throw error
    }
  })
}
