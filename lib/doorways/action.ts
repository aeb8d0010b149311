import 'server-only'
import type * as z from 'zod/mini'
import type { VerbCall } from '@/lib/auth/context'
import { attempt } from '@/lib/doorways/attempt'
import { contextOfPage } from '@/lib/doorways/request-context'
import { FailureError, invalidInput, type Result } from '@/lib/failures/result'

/**
 * The only doorway for server actions: authenticate, parse, attempt. What the browser gets is always a `Result`;
 * nothing is thrown to it.
 */
export function action<Schema extends z.ZodMiniType, Value>(
  schema: Schema,
  verb: (call: VerbCall<z.output<Schema>>) => Promise<Value>,
): (input: z.input<Schema>) => Promise<Result<Value>> {
  return async (input) => {
    const ctx = await contextOfPage()
    return attempt(verb.name, ctx, async () => {
      const parsed = schema.safeParse(input)
      if (!parsed.success) throw new FailureError(invalidInput(parsed.error))
      return verb({ ctx, input: parsed.data })
    })
  }
}
