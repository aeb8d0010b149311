import 'server-only'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfPage } from '@/lib/doorways/request-context'
import type { Result } from '@/lib/failures/result'

/**
 * The doorway of pages: a verb's answer as a value, so that a page can show a failure in its place. It parses and
 * judges as every doorway does.
 * Asking for the request's headers also keeps Next from running the page while it builds.
 */
export async function fromPage<Schema extends z.ZodMiniType, Output>(
  verb: Verb<Schema, Output>,
  input: z.input<Schema>,
): Promise<Result<Output>> {
  return enter(verb, await contextOfPage(), () => input)
}
