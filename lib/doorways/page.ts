import 'server-only'
import type { VerbCall } from '@/lib/auth/context'
import { attempt } from '@/lib/doorways/attempt'
import { contextOfPage } from '@/lib/doorways/request-context'
import type { Result } from '@/lib/failures/result'

/**
 * The doorway of pages: a verb's answer as a value, so that a page can show a failure in its place.
 * Asking for the request's headers also keeps Next from running the page while it builds.
 */
export async function fromPage<Input, Output>(
  verb: (call: VerbCall<Input>) => Promise<Output>,
  input: Input,
): Promise<Result<Output>> {
  const ctx = await contextOfPage()
  return attempt(verb.name, ctx, () => verb({ ctx, input }))
}
