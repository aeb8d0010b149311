import 'server-only'
import { env } from '@/lib/env'

/**
 * `session`: who has signed in. `browser`: that a sign-in was begun here, so that nobody else's ends here. `known`: that
 * an account was signed in to here, which gives it guesses of its own.
 */
export type CookieKind = 'session' | 'browser' | 'known'

/** A cookie to set, or with an empty value to take away. */
export interface Cookie {
  kind: CookieKind
  value: string
  /** In seconds. */
  maxAge: number
}

const DAY = 24 * 60 * 60
export const KNOWN_BROWSER_LASTS = 180 * DAY

export const noCookie = (kind: CookieKind): Cookie => ({ kind, value: '', maxAge: 0 })

/**
 * Lax and not Strict: a link in a chat opens the page that it names. Whatever changes something is posted, and a
 * Lax cookie does not go along with another site's posts. With https nobody but this very host can set or read it
 * (`__Host-`); on this computer cookies know no ports, so the port is in the name.
 */
export function cookieAttributes({ kind, maxAge }: Cookie) {
  const isSecure = env().signIn?.publicUrl.protocol === 'https:'
  return {
    name: cookieName(kind),
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    maxAge,
  } as const
}

/** The same as a `Set-Cookie` line. */
export function cookieLine(cookie: Cookie): string {
  const { name, secure, maxAge } = cookieAttributes(cookie)
  return `${name}=${cookie.value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** What a request's `Cookie` header has of one kind; of two by one name, nothing: somebody has planted one. */
export function cookieOf(header: string | null | undefined, kind: CookieKind): string | undefined {
  const name = cookieName(kind)
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value && /^[\w-]{43}$/.test(value) ? value : undefined
}

function cookieName(kind: CookieKind): string {
  const { signIn, port } = env()
  return signIn?.publicUrl.protocol === 'https:'
    ? `__Host-console-${kind}`
    : `console-${kind}-${signIn?.publicUrl.port || port}`
}
