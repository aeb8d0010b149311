import 'server-only'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfRequest } from '@/lib/doorways/request-context'
import { type Handler, inputOf } from '@/lib/doorways/route'
import { signInPath } from '@/lib/identity/paths'
import { cookieLine } from '@/lib/sessions/cookies'
import type { WithCookies } from '@/lib/sessions/with-cookies'

/**
 * The doorway of an address that only leads on, which is where a provider of sign-in sends people back to: the verb
 * answers where to, with cookies to set. What fails leads to the page of sign-in, which says why.
 */
export function passage<Schema extends z.ZodMiniType>(
  verb: Verb<Schema, WithCookies<{ location: string }>>,
): Handler {
  return async (request, segment) => {
    const result = await enter(verb, await contextOfRequest(request), () => inputOf(request, segment))
    const headers = new Headers({ 'Cache-Control': 'no-store' })
    headers.set(
      'Location',
      result.ok ? result.value.value.location : signInPath({ failed: result.failure.code }),
    )
    for (const cookie of result.ok ? result.value.cookies : [])
      headers.append('Set-Cookie', cookieLine(cookie))
    return new Response(null, { status: 303, headers })
  }
}
