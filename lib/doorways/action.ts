import 'server-only'
import { cookies } from 'next/headers'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfPage } from '@/lib/doorways/request-context'
import { ok, type Result } from '@/lib/failures/result'
import { cookieAttributes } from '@/lib/sessions/cookies'
import { WithCookies, type WithoutCookies } from '@/lib/sessions/with-cookies'

/**
 * The only doorway for server actions. What the browser gets is always a `Result`; nothing is thrown to it. What only
 * reads ends when its asker leaves; what was asked to be changed is carried out.
 */
export function action<Schema extends z.ZodMiniType, Output>(
  verb: Verb<Schema, Output>,
): (input: z.input<Schema>) => Promise<Result<WithoutCookies<Output>>> {
  return async (input) => {
    const result = await enter(verb, await contextOfPage({ isFinished: verb.isWrite }), () => input)
    return result.ok ? ok(await withoutCookies(result.value)) : result
  }
}

/** Cookies go with the answer and are not in it. */
async function withoutCookies<Output>(value: Output): Promise<WithoutCookies<Output>> {
  if (!(value instanceof WithCookies)) return value as WithoutCookies<Output>
  const jar = await cookies()
  for (const cookie of value.cookies) {
    const { name, ...attributes } = cookieAttributes(cookie)
    jar.set(name, cookie.value, attributes)
  }
  return value.value
}
