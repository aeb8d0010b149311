import 'server-only'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfPage } from '@/lib/doorways/request-context'
import type { Result } from '@/lib/failures/result'

/**
 * The only doorway for server actions. What the browser gets is always a `Result`; nothing is thrown to it. What only
 * reads ends when its asker leaves; what was asked to be changed is carried out.
 */
export function action<Schema extends z.ZodMiniType, Output>(
  verb: Verb<Schema, Output>,
): (input: z.input<Schema>) => Promise<Result<Output>> {
  return async (input) => enter(verb, await contextOfPage({ isFinished: verb.isWrite }), () => input)
}
