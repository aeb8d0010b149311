import 'server-only'
import { attempt } from '@/lib/attempt'
import type { VerbCall } from '@/lib/context'
import { contextOfPage } from '@/lib/request-context'
import type { Result } from '@/lib/result'

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
