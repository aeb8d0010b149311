import { diagnoseOrigin } from '@/lib/cors/value/origin'

function hostOf(origin: string): string | undefined {
  if (origin === '*' || diagnoseOrigin(origin) !== null || !URL.canParse(origin)) return undefined
  const { hostname, protocol } = new URL(origin)
  return protocol === 'http:' || protocol === 'https:' ? hostname : undefined
}

/** The loopback names of the Secure Contexts standard. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/
/** RFC 1918 (private), RFC 3927 (link-local), RFC 4193 and RFC 4291 (the same of IPv6). */
const PRIVATE =
  /^(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2}|\[f[cd][0-9a-f]{2}:.*\]|\[fe[89ab][0-9a-f]:.*\])$/

/** localhost and the like, or an address that only a private network has. */
export function isLocalOrigin(origin: string): boolean {
  const host = hostOf(origin)
  return host !== undefined && (LOOPBACK.test(host) || PRIVATE.test(host))
}

/** Unencrypted, from a host that anybody can have. */
export const isHttpOrigin = (origin: string): boolean =>
  hostOf(origin) !== undefined && origin.startsWith('http://') && !isLocalOrigin(origin)

/** Text that no browser sends as an origin, so that Lambda never finds it equal; `null` is sent, and is no such text. */
export function neverMatches(origin: string): boolean {
  const diagnosis = diagnoseOrigin(origin)
  return diagnosis !== null && diagnosis.problem !== 'null'
}
